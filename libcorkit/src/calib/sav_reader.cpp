// Follows   the SAVE format as C. Markwardt's "Unofficial Format Specification for the IDL SAVE File" and scipy.io describe it
// Notes     1. Everything is big-endian XDR: four-byte words; a byte array is padded to a word, an INT takes one.
//           2. Plain files: "SR" 0 4; compressed: "SR" 0 6 and each record's body deflated by itself.
//           3. A record says where the next one begins, as two words; files beyond 4 GB do not occur, so one of the words is zero
//              (which one depends on PROMOTE64).
#include "calib/sav_reader.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cctype>
#include <cstdint>
#include <optional>
#include <span>

#include "calib/text.hpp"
#include "core/error.hpp"

namespace corkit {

namespace {

using Bytes = std::span<const unsigned char>;

constexpr std::size_t kMaxFileBytes = 256U << 20;
constexpr std::size_t kMaxInflatedBytes = 256U << 20;  // of all records together
constexpr std::size_t kMaxDimensions = 8;

enum RecordType : std::uint32_t { kVariable = 2, kEndMarker = 6 };
// Records without variables: START, COMMON, SYSTEM, TIMESTAMP, COMPILED, IDENTIFICATION, VERSION, HEAP_HEADER, HEAP_DATA, PROMOTE64,
// NOTICE, DESCRIPTION.
constexpr std::array<std::uint32_t, 12> kSkippedRecords = {0, 1, 3, 10, 12, 13, 14, 15, 16, 17, 19, 20};

enum IdlType { kByte = 1, kInt, kLong, kFloat, kDouble, kString = 7, kStruct = 8, kUint = 12, kUlong, kLong64, kUlong64 };
constexpr std::int32_t kArrayFlag = 4, kStructureFlag = 32;
constexpr std::int32_t kArrayStart = 8, kArrayStart64 = 18, kDataStart = 7;

// Why a record cannot be read; becomes an Error with the file's name.
struct Damage {
  std::string why;
};

// Big-endian words taken off the front of a record, never beyond its end.
class Cursor {
 public:
  explicit Cursor(Bytes bytes) : bytes_(bytes) {}

  std::size_t left() const { return bytes_.size() - at_; }
  std::size_t position() const { return at_; }

  Bytes take(std::size_t count) {
    if (count > left()) throw Damage{"it ends too early"};
    const auto piece = bytes_.subspan(at_, count);
    at_ += count;
    return piece;
  }
  void align() { take(std::min((4 - at_ % 4) % 4, left())); }

  template <class T>
  T big_endian() {
    T value = 0;
    for (const auto byte : take(sizeof(T))) value = static_cast<T>(value << 8 | byte);
    return value;
  }
  std::uint32_t word() { return big_endian<std::uint32_t>(); }
  std::int32_t number() { return static_cast<std::int32_t>(word()); }

  std::string text() {
    const auto length = word();
    if (length == 0) return {};
    const auto piece = take(length);
    align();
    return {piece.begin(), piece.end()};
  }

 private:
  Bytes bytes_;
  std::size_t at_ = 0;
};

std::size_t stored_size(int type) {
  switch (type) {
    case kByte:
      return 1;
    case kInt:
    case kUint:
    case kLong:
    case kUlong:
    case kFloat:
    case kString:  // at least its length
      return 4;
    case kDouble:
    case kLong64:
    case kUlong64:
      return 8;
    default:
      throw Damage{"it holds a variable of IDL type " + std::to_string(type) + ", which calibration files do not use"};
  }
}

double read_number(Cursor &in, int type) {
  switch (type) {
    case kByte:
      return in.big_endian<std::uint8_t>();
    case kInt:
      return static_cast<std::int16_t>(in.word() & 0xffffU);
    case kUint:
      return static_cast<std::uint16_t>(in.word() & 0xffffU);
    case kLong:
      return in.number();
    case kUlong:
      return in.word();
    case kFloat:
      return std::bit_cast<float>(in.word());
    case kDouble:
      return std::bit_cast<double>(in.big_endian<std::uint64_t>());
    case kLong64:
      return static_cast<double>(static_cast<std::int64_t>(in.big_endian<std::uint64_t>()));
    default:
      return static_cast<double>(in.big_endian<std::uint64_t>());
  }
}

// The length is written twice, and once if it is zero.
std::string read_string_value(Cursor &in) { return in.word() == 0 ? std::string() : in.text(); }

std::vector<int> read_dimensions(Cursor &in, std::uint64_t &elements) {
  const auto start = in.number();
  std::uint64_t rank = 0, stored_rank = kMaxDimensions;
  if (start == kArrayStart) {
    in.take(8);  // reserved, bytes of the array
    elements = in.word();
    rank = in.word();
    in.take(8);
    stored_rank = in.word();
  } else if (start == kArrayStart64) {
    in.take(16);  // reserved, bytes of the array
    elements = in.big_endian<std::uint64_t>();
    rank = in.word();
    in.take(8);
  } else {
    throw Damage{"an array has no description"};
  }
  if (rank < 1 || rank > kMaxDimensions || stored_rank < rank || stored_rank > kMaxDimensions)
    throw Damage{"an array has " + std::to_string(rank) + " dimensions"};
  std::vector<int> dimensions;
  std::uint64_t product = 1;
  for (std::uint64_t k = 0; k < stored_rank; ++k) {
    if (start == kArrayStart64 && in.word() != 0) throw Damage{"an array is too large"};
    const auto size = in.number();
    if (k >= rank) continue;
    if (size < 1) throw Damage{"an array has no elements"};
    dimensions.push_back(size);
    product *= static_cast<std::uint64_t>(size);
    if (product > kMaxInflatedBytes) throw Damage{"an array is too large"};
  }
  if (product != elements) throw Damage{"an array's size disagrees with its dimensions"};
  return dimensions;
}

SavVariable read_value(Cursor &in) {
  SavVariable variable;
  variable.idl_type = in.number();
  const auto flags = in.number();
  if ((flags & kStructureFlag) != 0 || variable.idl_type == kStruct) {
    std::uint64_t elements = 0;
    variable.idl_type = kStruct;
    variable.dimensions = read_dimensions(in, elements);
    return variable;
  }
  const bool array = (flags & kArrayFlag) != 0;
  const auto size = stored_size(variable.idl_type);
  std::uint64_t elements = 1;
  if (array) variable.dimensions = read_dimensions(in, elements);
  if (in.number() != kDataStart) throw Damage{"a variable's values do not begin where they should"};
  // Each one's first word is its length; a scalar has the same form as the only element of an array.
  if (variable.idl_type == kByte) {
    const auto count = in.word();
    if (count != elements) throw Damage{"a byte array's length disagrees with its dimensions"};
  }
  if (elements > in.left() / size) throw Damage{"it ends too early"};
  if (variable.idl_type == kString) {
    std::vector<std::string> texts(elements);
    for (auto &text : texts) text = read_string_value(in);
    variable.values = std::move(texts);
  } else {
    std::vector<double> numbers(elements);
    for (auto &number : numbers) number = read_number(in, variable.idl_type);
    variable.values = std::move(numbers);
  }
  return variable;
}

void read_variable(Cursor in, SavFile &file) {
  std::string name = in.text();
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
  const bool identifier = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' || c == '!';
  });
  if (!identifier) throw Damage{"a variable has no name"};
  if (Cursor type = in; type.number() == 0) return;  // undefined variable
  try {
    file[name] = read_value(in);
  } catch (const Damage &damage) {
    throw Damage{"variable " + name + ": " + damage.why};
  }
}

std::vector<unsigned char> inflate_record(Bytes deflated, std::size_t &budget) {
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) throw Error(CORKIT_ERROR_MEMORY, "zlib cannot be started: free some memory");
  struct End {
    z_stream *stream;
    ~End() { inflateEnd(stream); }
  } const end{&stream};
  stream.next_in = const_cast<unsigned char *>(deflated.data());
  stream.avail_in = static_cast<uInt>(deflated.size());
  std::vector<unsigned char> body;
  std::array<unsigned char, 16384> piece;
  for (int state = Z_OK; state != Z_STREAM_END;) {
    stream.next_out = piece.data();
    stream.avail_out = static_cast<uInt>(piece.size());
    state = inflate(&stream, Z_NO_FLUSH);
    const auto got = piece.size() - stream.avail_out;
    if (state != Z_OK && state != Z_STREAM_END) throw Damage{"a compressed record cannot be inflated"};
    if (got == 0 && state != Z_STREAM_END) throw Damage{"a compressed record ends too early"};
    if (got > budget) throw Damage{"its compressed records are too large"};
    budget -= got;
    body.insert(body.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(got));
  }
  return body;
}

std::size_t next_record(std::uint32_t first, std::uint32_t second, std::size_t here, std::size_t size) {
  const std::size_t next = first == 0 ? second : first;
  if ((first != 0 && second != 0) || next < here || next > size) throw Damage{"a record reaches beyond the end of the file"};
  return next;
}

SavFile parse(Bytes bytes) {
  if (bytes.size() < 4 || bytes[0] != 'S' || bytes[1] != 'R' || bytes[2] != 0 || (bytes[3] != 4 && bytes[3] != 6))
    throw Damage{"it does not begin as an IDL SAVE file"};
  const bool compressed = bytes[3] == 6;
  std::size_t budget = kMaxInflatedBytes;
  SavFile file;
  for (std::size_t at = 4;;) {
    Cursor header(bytes.subspan(at));
    const auto type = header.word();
    if (type == kEndMarker) return file;
    const auto first = header.word(), second = header.word();
    header.take(4);
    const auto body_at = at + header.position();
    const auto next = next_record(first, second, body_at, bytes.size());
    if (type == kVariable) {
      const auto body = bytes.subspan(body_at, next - body_at);
      if (compressed) {
        const auto inflated = inflate_record(body, budget);
        read_variable(Cursor(inflated), file);
      } else {
        read_variable(Cursor(body), file);
      }
    } else if (std::find(kSkippedRecords.begin(), kSkippedRecords.end(), type) == kSkippedRecords.end()) {
      throw Damage{"it holds a record of unknown type " + std::to_string(type)};
    }
    at = next;
  }
}

}  // namespace

const std::vector<double> &SavVariable::numbers() const {
  if (const auto *numbers = std::get_if<std::vector<double>>(&values)) return *numbers;
  throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, "an IDL SAVE variable holds strings where numbers are expected: fetch the file again");
}

const std::vector<std::string> &SavVariable::strings() const {
  if (const auto *strings = std::get_if<std::vector<std::string>>(&values)) return *strings;
  throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, "an IDL SAVE variable holds numbers where strings are expected: fetch the file again");
}

SavFile parse_sav(std::span<const unsigned char> bytes, const std::filesystem::path &path) {
  try {
    return parse(bytes);
  } catch (const Damage &damage) {
    throw_damaged(path, 0, damage.why);
  }
}

SavFile read_sav(const std::filesystem::path &path) { return parse_sav(read_bytes(path, kMaxFileBytes), path); }

}  // namespace corkit
