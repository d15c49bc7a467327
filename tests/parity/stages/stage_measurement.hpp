// A line of the stages' table, and the reference set all stage tests share.
#pragma once

#include "support/measurements.hpp"
#include "support/reference_set.hpp"

namespace corkit::test {

inline void record_stage(const ReferenceSet &set, const std::string &what, const std::string &against, const std::string &must_be,
                         std::size_t compared, std::size_t identical, double largest, const std::string &unit, bool passed,
                         const std::string &oracle = "") {
  Measurement m;
  m.table = "stage";
  m.what = what;
  m.against = against;
  m.must_be = must_be;
  m.oracle = oracle;
  m.reference = set.name();
  m.compared = static_cast<double>(compared);
  m.identical = static_cast<double>(identical);
  m.largest = largest;
  m.unit = unit;
  m.passed = passed;
  record(set.csv("stages"), m);
}

}  // namespace corkit::test
