// Measured parity, one line a comparison, in ${CORKIT_TEST_DATA_DIR}/parity_<module>.csv; scripts/parity_table.py makes docs/parity.md of
// them. The file is begun anew by the first record() of a process.
#pragma once

#include <boost/test/unit_test.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <map>
#include <string>

namespace corkit::test {

struct Measurement {
  std::string table;      // "stage", "product", "header", "genuine"
  std::string what;       // row title, e.g. "offset_bias" or "35180023"
  std::string against;    // the reference, e.g. "stages/calfactor.txt"
  std::string must_be;    // the requirement
  std::string oracle;     // "gdl", "idl", "" where it does not matter
  std::string reference;  // which reference set
  double compared = 0;    // pixels, rows or cards compared
  double identical = 0;   // of these, equal to the bit
  double largest = 0;     // largest difference among those compared
  std::string unit;       // of largest
  double filled = 0;      // pixels that depend on lost ones, compared apart
  double filled_largest = 0;
  std::string filled_unit;
  double within = -1;  // fraction within 2e-3 or 1 count; -1: not asked
  bool passed = false;
};

inline void record(const std::string &module, const Measurement &m) {
  namespace fs = std::filesystem;
  static std::map<std::string, bool> begun;
  const fs::path path = fs::path(CORKIT_TEST_DATA_DIR) / ("parity_" + module + ".csv");
  const bool first = !begun[module];
  begun[module] = true;
  fs::create_directories(path.parent_path());
  std::ofstream file(path, first ? std::ios::trunc : std::ios::app);
  if (first)
    file << "table,what,against,must_be,oracle,reference,compared,identical,largest,unit,filled,filled_largest,filled_unit,within,passed\n";
  const auto text = [](const std::string &s) { return std::quoted(s, '"', '"'); };
  const auto number = [](double value) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.12g", value);
    return std::string(digits);
  };
  file << text(m.table) << ',' << text(m.what) << ',' << text(m.against) << ',' << text(m.must_be) << ',' << text(m.oracle) << ','
       << text(m.reference) << ',' << number(m.compared) << ',' << number(m.identical) << ',' << number(m.largest) << ',' << text(m.unit)
       << ',' << number(m.filled) << ',' << number(m.filled_largest) << ',' << text(m.filled_unit) << ',' << number(m.within) << ','
       << (m.passed ? 1 : 0) << '\n';
}

}  // namespace corkit::test
