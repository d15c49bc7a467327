#include "safetensors.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.hpp"
#include "fits/atomic_file.hpp"

namespace corkit::inpaint {
namespace {

using nlohmann::json;

constexpr const char *kMetadata = "__metadata__";

[[noreturn]] void refuse(const std::string &path, const std::string &why) {
  throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, path + ": " + why + "; give the weights file as it was published");
}

std::uint64_t little_endian(const std::array<unsigned char, 8> &bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) value = value << 8U | bytes[i];
  return value;
}

// The parsed header; a name that comes twice is refused, where the parser alone would keep the last one.
json parse_header(const std::string &path, const std::string &text) {
  std::set<std::string> names;
  std::string twice;
  const auto watch = [&](int depth, json::parse_event_t event, json &value) {
    if (event == json::parse_event_t::key && depth == 1 && !names.insert(value.get<std::string>()).second) twice = value.get<std::string>();
    return true;
  };
  const json header = json::parse(text, watch, false);
  if (header.is_discarded() || !header.is_object()) refuse(path, "is not a safetensors file (its header is no JSON object)");
  if (!twice.empty()) refuse(path, "names the array " + twice + " twice");
  return header;
}

struct Entry {
  std::string name;
  std::uint64_t begin = 0, end = 0;
};

// Number of bytes that dtype and shape ask for.
std::uint64_t bytes_of(const std::string &path, const std::string &name, const StoredTensor &tensor) {
  std::uint64_t count = dtype_size(tensor.dtype);
  if (count == 0) refuse(path, "array " + name + " has the unknown type " + tensor.dtype);
  for (const std::int64_t side : tensor.shape) {
    if (side < 0 || (side > 0 && count > std::numeric_limits<std::uint64_t>::max() / static_cast<std::uint64_t>(side)))
      refuse(path, "array " + name + " has an absurd shape");
    count *= static_cast<std::uint64_t>(side);
  }
  return count;
}

Entry read_entry(const std::string &path, const std::string &name, const json &value, StoredTensor &tensor) {
  const auto unsigned_pair = [](const json &j) {
    return j.is_array() && j.size() == 2 && j[0].is_number_unsigned() && j[1].is_number_unsigned();
  };
  if (!value.is_object() || !value.contains("dtype") || !value["dtype"].is_string() || !value.contains("shape") ||
      !value["shape"].is_array() || !value.contains("data_offsets") || !unsigned_pair(value["data_offsets"]))
    refuse(path, "array " + name + " lacks dtype, shape or data_offsets");
  tensor.dtype = value["dtype"].get<std::string>();
  if (value["shape"].size() > 8) refuse(path, "array " + name + " has an absurd shape");
  for (const json &side : value["shape"]) {
    if (!side.is_number_unsigned() || side.get<std::uint64_t>() > std::numeric_limits<std::int32_t>::max())
      refuse(path, "array " + name + " has an absurd shape");
    tensor.shape.push_back(side.get<std::int64_t>());
  }
  const Entry entry{name, value["data_offsets"][0].get<std::uint64_t>(), value["data_offsets"][1].get<std::uint64_t>()};
  if (entry.end < entry.begin || entry.end - entry.begin != bytes_of(path, name, tensor))
    refuse(path, "array " + name + " has a size at odds with its shape");
  return entry;
}

// Arrays in the order of their places; refused unless they fill the data part exactly.
void check_places(const std::string &path, std::vector<Entry> &entries, std::uint64_t data_bytes) {
  std::sort(entries.begin(), entries.end(),
            [](const Entry &a, const Entry &b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; });
  std::uint64_t at = 0;
  for (const Entry &entry : entries) {
    if (entry.begin < at) refuse(path, "array " + entry.name + " overlaps another");
    if (entry.begin > at) refuse(path, "has a gap before array " + entry.name);
    at = entry.end;
  }
  if (at > data_bytes) refuse(path, "is truncated");
  if (at < data_bytes) refuse(path, "is longer than its header says");
}

}  // namespace

std::size_t dtype_size(const std::string &dtype) {
  static const std::map<std::string, std::size_t> sizes{{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2}, {"I64", 8},
                                                        {"I32", 4}, {"I16", 2}, {"I8", 1},  {"U8", 1},   {"BOOL", 1}};
  const auto found = sizes.find(dtype);
  return found == sizes.end() ? 0 : found->second;
}

SafeTensors read_safetensors(const std::string &path, const SafeTensorsLimits &limits) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(CORKIT_ERROR_FILE_NOT_FOUND, path + ": cannot be opened; give a safetensors file");
  file.seekg(0, std::ios::end);
  const std::streamoff end = file.tellg();
  if (!file || end < 0) refuse(path, "is not a file that can be read");
  const auto size = static_cast<std::uint64_t>(end);
  if (size < 8) refuse(path, "is truncated, or not a safetensors file");
  if (size > limits.file_bytes) refuse(path, "is larger than " + std::to_string(limits.file_bytes >> 20U) + " MiB");
  file.seekg(0);
  std::array<unsigned char, 8> length_bytes{};
  file.read(reinterpret_cast<char *>(length_bytes.data()), 8);
  const std::uint64_t length = little_endian(length_bytes);
  if (length < 2 || length > limits.header_bytes || !file) refuse(path, "is not a safetensors file");
  if (length > size - 8) refuse(path, "is truncated, or not a safetensors file");
  std::string text(length, '\0');
  file.read(text.data(), static_cast<std::streamsize>(length));
  if (!file) refuse(path, "is truncated");

  const json header = parse_header(path, text);
  SafeTensors content;
  std::vector<Entry> entries;
  for (const auto &[name, value] : header.items()) {
    if (name == kMetadata) {
      if (!value.is_object()) refuse(path, "has metadata that are no object");
      for (const auto &[key, entry] : value.items()) {
        if (!entry.is_string()) refuse(path, "has metadata that are not text (" + key + ")");
        content.metadata[key] = entry.get<std::string>();
      }
      continue;
    }
    entries.push_back(read_entry(path, name, value, content.tensors[name]));
  }
  check_places(path, entries, size - 8 - length);
  for (const Entry &entry : entries) {
    std::vector<std::byte> &bytes = content.tensors[entry.name].bytes;
    bytes.resize(entry.end - entry.begin);
    file.read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!file) refuse(path, "is truncated");
  }
  return content;
}

void write_safetensors(const std::string &path, const SafeTensors &content) {
  nlohmann::ordered_json header;
  if (!content.metadata.empty()) header[kMetadata] = content.metadata;
  std::uint64_t at = 0;
  for (const auto &[name, tensor] : content.tensors) {
    if (bytes_of(path, name, tensor) != tensor.bytes.size())
      throw Error(CORKIT_ERROR_INTERNAL, "array " + name + " has a size at odds with its shape");
    header[name] = {{"dtype", tensor.dtype}, {"shape", tensor.shape}, {"data_offsets", {at, at + tensor.bytes.size()}}};
    at += tensor.bytes.size();
  }
  std::string text = header.is_null() ? "{}" : header.dump();
  text.resize((text.size() + 7) / 8 * 8, ' ');
  std::array<char, 8> length{};
  for (std::size_t i = 0; i < length.size(); ++i) length[i] = static_cast<char>(text.size() >> (8 * i) & 0xffU);
  AtomicFile file(path);
  file.write(length.data(), length.size());
  file.write(text.data(), text.size());
  for (const auto &[name, tensor] : content.tensors) file.write(reinterpret_cast<const char *>(tensor.bytes.data()), tensor.bytes.size());
  file.commit();
}

}  // namespace corkit::inpaint
