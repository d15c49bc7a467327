// Writer of plain (uncompressed) IDL SAVE files: strings, and vectors of FLOAT, DOUBLE, STRING and {MJD, TIME} structures.
//
// References  "The IDL Save File Format", C. Markwardt: big-endian records, each with the position of the next.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tool::demo {

// SolarSoft's UTC structure: modified Julian day and milliseconds of the day, LONG.
struct Utc {
  int32_t mjd = 0;
  int32_t time = 0;
};

class SavWriter {
 public:
  SavWriter();

  // Variables in the order of the calls; names are written in upper case. Vectors have at least one element.
  void add(std::string_view name, std::string_view text);
  void add(std::string_view name, std::span<const float> values);
  void add(std::string_view name, std::span<const double> values);
  void add(std::string_view name, std::span<const std::string> values);
  void add(std::string_view name, std::span<const Utc> values);

  // The whole file. Nothing can be added afterwards.
  const std::vector<unsigned char> &finish();

 private:
  class Record;

  void put32(uint32_t value);
  void put64(uint64_t value);
  void put_text(std::string_view text);          // length, characters, padding to 4 bytes
  void put_string_value(std::string_view text);  // a STRING element: the length twice
  void put_name(std::string_view name);
  void put_array(uint32_t element_bytes, uint32_t total_bytes, uint32_t elements);

  std::vector<unsigned char> bytes_;
};

}  // namespace tool::demo
