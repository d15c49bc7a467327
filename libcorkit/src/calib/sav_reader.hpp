// IDL SAVE files: the variable types that SolarSoft's calibration files use, plain and zlib-compressed.
//
// Notes     scalars and arrays of BYTE INT LONG FLOAT DOUBLE STRING UINT ULONG LONG64 ULONG64, and structures of these (skipped over or
//           read: {mjd, time}). Anything else, and a damaged file, is refused with Error(CORKIT_ERROR_CALIBRATION_DAMAGED). Sizes are
//           checked against the file's length before anything is allocated.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace corkit {

struct SavVariable {
  int idl_type = 0;             // IDL type code; 8: structure (values empty)
  std::vector<int> dimensions;  // empty for a scalar
  std::variant<std::vector<double>, std::vector<std::string>> values;

  const std::vector<double> &numbers() const;       // Error if strings
  const std::vector<std::string> &strings() const;  // Error if numbers
};

using SavFile = std::map<std::string, SavVariable>;  // names in upper case

SavFile read_sav(const std::filesystem::path &path);
// The same from a file's bytes; path is for the error's sentence.
SavFile parse_sav(std::span<const unsigned char> bytes, const std::filesystem::path &path);

}  // namespace corkit
