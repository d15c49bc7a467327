// Images that the other references do not cover (unusual fields and sums, odd headers), each with what SolarSoft's code made of it.
//
// Notes     Rows of cases.txt: id, cause, recipe, keywords, name of the input file, outcome. The input is l05/<id>_*.fts.fz, or made by the
//           recipe "edit l05/<number>: ..." from another reference's input (see recipe.hpp).
#pragma once

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

#include "support/capi.hpp"
#include "support/reference_set.hpp"

namespace corkit::test {

struct RandomSet {
  std::filesystem::path root;    // cases.txt, l05, out, headers, calib_extra
  std::filesystem::path inputs;  // l05/ of the recipes
  std::string name;
  bool large = false;

  std::string csv() const { return large ? "random" : "random_committed"; }
  std::filesystem::path scratch() const { return std::filesystem::path(CORKIT_TEST_DATA_DIR) / csv(); }
};

// CORKIT_SHARED_DIR/reference/random, or its committed part.
RandomSet random_set();

// NRL_LIB of the calibration tree with the star offsets of calib_extra (letter C) or its occulter centres (N).
std::filesystem::path nrl_lib_with(const RandomSet &set, char letter);

struct RandomCase {
  std::string id;  // A00
  std::string cause, recipe, keywords, input, outcome;

  bool stops() const { return outcome.starts_with("stops"); }
};
std::ostream &operator<<(std::ostream &out, const RandomCase &c);

std::vector<RandomCase> random_cases(const RandomSet &set);

// The level-0.5 file, written into the test's own folder under the name that cases.txt gives.
std::filesystem::path make_input(const RandomSet &set, const RandomCase &c);

// A case reduced with GDL's routines.
Product reduce_case(const RandomSet &set, const RandomCase &c, const std::filesystem::path &input, bool compat_bugs);

// out/<id>_*.fts.fz; nothing where SolarSoft made no image worth keeping.
std::optional<std::filesystem::path> reference_image(const RandomSet &set, const RandomCase &c);
std::vector<std::string> reference_header(const RandomSet &set, const RandomCase &c);

}  // namespace corkit::test
