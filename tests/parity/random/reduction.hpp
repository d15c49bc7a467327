// Made-up images through the C++ chain: whole, or as far as a stage.
#pragma once

#include <string>
#include <vector>

#include "generator.hpp"
#include "level1.hpp"

namespace corkit::test {

// The calibration tree of the tests, with star offsets for all of 1996 and 1997; the same context in every call.
const Level1Context &the_context();
CalibrationRequest calibration_request();

Level1Product reduced(const Level1Context &context, const Exposure &exposure, const Level1Options &options);

// The image after a stage ("prepare", "calibrate": c2_calibrate or c3_calibrate); what comes behind it is not computed.
Image<double> after_stage(const AnyImage &pixels, const corkit::Header &header, const std::string &stage, Level1Options options = {});

// A product's cards but for those that tell the time.
std::vector<std::string> timeless_cards(const Level1Product &product);

// Two products are the same: pixels and missing pixels to the bit, cards but for the time, warnings.
void check_same(const Level1Product &a, const Level1Product &b);

}  // namespace corkit::test
