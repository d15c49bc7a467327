#include "demo/sav_writer.hpp"

#include <bit>
#include <cctype>
#include <numeric>

namespace tool::demo {

namespace {

// Record types.
constexpr uint32_t variable_record = 2, end_marker = 6, timestamp_record = 10, version_record = 14;
// Marks inside a variable record.
constexpr uint32_t data_follows = 7, array_follows = 8, structure_follows = 9;
// IDL's type codes.
constexpr uint32_t type_long = 3, type_float = 4, type_double = 5, type_string = 7, type_structure = 8;
// Flags of a variable.
constexpr uint32_t is_array = 0x04, is_structure = 0x20;

constexpr size_t header_bytes = 16;
constexpr size_t timestamp_reserved = 1024;
constexpr int most_dimensions = 8;

}  // namespace

// A record from construction to destruction: writes its header, and the position of the next record when that is known.
class SavWriter::Record {
 public:
  Record(SavWriter &writer, uint32_t type) : writer_(writer), start_(writer.bytes_.size()) {
    writer_.put32(type);
    for (size_t i = 4; i < header_bytes; i += 4) writer_.put32(0);
  }
  Record(const Record &) = delete;
  Record &operator=(const Record &) = delete;
  ~Record() {
    const uint64_t next = writer_.bytes_.size();
    for (int i = 0; i < 4; ++i) {
      writer_.bytes_[start_ + 4 + static_cast<size_t>(i)] = static_cast<unsigned char>(next >> (24 - 8 * i));
      writer_.bytes_[start_ + 8 + static_cast<size_t>(i)] = static_cast<unsigned char>(next >> (56 - 8 * i));
    }
  }

 private:
  SavWriter &writer_;
  size_t start_;
};

SavWriter::SavWriter() : bytes_{'S', 'R', 0, 4} {
  {
    const Record record(*this, timestamp_record);
    bytes_.resize(bytes_.size() + timestamp_reserved, 0);
    put_text("Sat Jan  1 12:00:00 2000");
    put_text("corkit");
    put_text("synthetic");
  }
  const Record record(*this, version_record);
  put32(9);  // format
  put_text("x86_64");
  put_text("linux");
  put_text("8.2");
}

void SavWriter::add(std::string_view name, std::string_view text) {
  const Record record(*this, variable_record);
  put_name(name);
  put32(type_string);
  put32(0);
  put32(data_follows);
  put_string_value(text);
}

void SavWriter::add(std::string_view name, std::span<const float> values) {
  const Record record(*this, variable_record);
  put_name(name);
  put32(type_float);
  put32(is_array);
  put_array(sizeof(float), static_cast<uint32_t>(values.size_bytes()), static_cast<uint32_t>(values.size()));
  put32(data_follows);
  for (const float value : values) put32(std::bit_cast<uint32_t>(value));
}

void SavWriter::add(std::string_view name, std::span<const double> values) {
  const Record record(*this, variable_record);
  put_name(name);
  put32(type_double);
  put32(is_array);
  put_array(sizeof(double), static_cast<uint32_t>(values.size_bytes()), static_cast<uint32_t>(values.size()));
  put32(data_follows);
  for (const double value : values) put64(std::bit_cast<uint64_t>(value));
}

void SavWriter::add(std::string_view name, std::span<const std::string> values) {
  const Record record(*this, variable_record);
  const auto characters =
      std::accumulate(values.begin(), values.end(), size_t{0}, [](size_t n, const std::string &s) { return n + s.size(); });
  put_name(name);
  put32(type_string);
  put32(is_array);
  put_array(static_cast<uint32_t>(values.front().size()), static_cast<uint32_t>(characters), static_cast<uint32_t>(values.size()));
  put32(data_follows);
  for (const std::string &value : values) put_string_value(value);
}

void SavWriter::add(std::string_view name, std::span<const Utc> values) {
  const Record record(*this, variable_record);
  put_name(name);
  put32(type_structure);
  put32(is_array | is_structure);
  put_array(sizeof(Utc), static_cast<uint32_t>(values.size_bytes()), static_cast<uint32_t>(values.size()));
  put32(structure_follows);
  put_text("");  // anonymous
  put32(0);      // defined here
  put32(2);      // tags
  put32(0);
  for (const uint32_t offset : {0U, 4U}) {
    put32(offset);
    put32(type_long);
    put32(0);
  }
  put_text("MJD");
  put_text("TIME");
  put32(data_follows);
  for (const Utc &value : values) {
    put32(static_cast<uint32_t>(value.mjd));
    put32(static_cast<uint32_t>(value.time));
  }
}

const std::vector<unsigned char> &SavWriter::finish() {
  put32(end_marker);
  for (size_t i = 4; i < header_bytes; i += 4) put32(0);
  return bytes_;
}

void SavWriter::put32(uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes_.push_back(static_cast<unsigned char>(value >> shift));
}

void SavWriter::put64(uint64_t value) {
  put32(static_cast<uint32_t>(value >> 32));
  put32(static_cast<uint32_t>(value));
}

void SavWriter::put_text(std::string_view text) {
  put32(static_cast<uint32_t>(text.size()));
  bytes_.insert(bytes_.end(), text.begin(), text.end());
  while (bytes_.size() % 4 != 0) bytes_.push_back(0);
}

void SavWriter::put_string_value(std::string_view text) {
  put32(static_cast<uint32_t>(text.size()));
  if (!text.empty()) put_text(text);
}

void SavWriter::put_name(std::string_view name) {
  std::string upper(name);
  for (char &c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  put_text(upper);
}

void SavWriter::put_array(uint32_t element_bytes, uint32_t total_bytes, uint32_t elements) {
  put32(array_follows);
  put32(element_bytes);
  put32(total_bytes);
  put32(elements);
  put32(1);  // dimensions
  put32(0);
  put32(0);
  put32(most_dimensions);
  put32(elements);
  for (int i = 1; i < most_dimensions; ++i) put32(1);
}

}  // namespace tool::demo
