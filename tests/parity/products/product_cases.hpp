// The level-1 products SolarSoft's code made: which image went in, with which keywords, and what came out.
//
// Notes     A case is found by its header text headers/<group>_<keyword>_<product>.txt (every product has one) or, for the runs with a
//           different background, by its image. The image references are e2e/<product>, real/out/<product>, extra/<product> (as
//           written: int16 or float) and the b_ arrays (reduce_level_1's third argument: unscaled).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sampling_bound.hpp"
#include "support/capi.hpp"
#include "support/reference_set.hpp"

namespace corkit::test {

enum class CalibrationVariant {
  plain,
  more_exposure_rows,  // extra/: expfac_lines.txt appended to the two files of 050513
  low_background,      // lowbkg_*: another 3m_clcl_all.fts
};

struct ProductCase {
  std::string name;        // e2e_35180023, flag_nowarp_35180023, lowbkg_35082902 ...
  std::string group;       // e2e, real, extra, flag, lowbkg
  std::string keyword;     // of flag_<keyword>_...; "" otherwise
  std::string product;     // 35180023, 3m1_clcl_050513
  std::string header;      // reference file, "" if none
  std::string image;       // reference of the written image, "" if none
  std::string calibrated;  // reference of b, "" if none
  CalibrationVariant calibration = CalibrationVariant::plain;
};
std::ostream &operator<<(std::ostream &out, const ProductCase &c);

std::vector<ProductCase> product_cases(const ReferenceSet &set);

// The level-0.5 file of a product; nothing when this machine has none (ten synthetic inputs are not stored: make_inputs.py makes them).
std::optional<std::filesystem::path> input_of(const ReferenceSet &set, const ProductCase &c);

// Runs a case. The file lies in ${CORKIT_TEST_DATA_DIR}/products/<oracle>. stages: receives the images of the stages; may be NULL.
Product run_case(const ReferenceSet &set, const ProductCase &c, const std::filesystem::path &input, int oracle, bool compat_bugs,
                 StageImages *stages = nullptr);

// A context for a case's calibration data; made once per program.
const Context &context_for(const ReferenceSet &set, CalibrationVariant variant);

}  // namespace corkit::test
