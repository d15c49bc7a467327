// Filling the lost pixels of one image by membrane or network, and what the header says about it.
//
// Given     image in one unit throughout; state of its pixels (fill/pixel_state.hpp); what was photographed, when, where the Sun is
// Returned  values of the filled pixels. Nothing else of the image is to be changed
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/image.hpp"
#include "fits/header.hpp"

namespace corkit {

enum class FillMethod { membrane, learned };

struct FillSettings {
  FillMethod method = FillMethod::membrane;
  bool isotropic = false;
  std::string weights;  // of the learned fill; "" to be looked for
  int threads = 0;
  std::string nothing_measured = "use --fill none";  // what to do where all of the field is lost
};

struct FillScene {
  std::string detector, filter, polar;
  bool level1 = true;  // MSB, else DN above the bias
  double exptime_s = 0;
  double sun_x = 0, sun_y = 0;  // 0-based pixels
  double rsun_pixels = 0;
  Image<float> flat;  // of the camera, as the image shows it (fill/flat_field.hpp); empty: not known
};

struct ContextImage {
  Image<double> image;  // NaN where it has no value
  double hours = 0;     // after the image
  std::string name;
  std::vector<std::string> warnings;  // of reading it
};

struct FillOutcome {
  std::string method;   // FILLMETH: MEMBRANE, DL
  Image<double> image;  // only filled pixels mean something
  Image<std::uint8_t> filled;
  Image<float> sigma;  // expected error; 0 where nothing was filled, NaN where it is not known; empty for a membrane without context
  std::size_t nmissing = 0;
  std::size_t nfilled = 0;
  std::vector<std::string> history;   // lines for HISTORY, with the contexts that were used
  std::vector<std::string> warnings;  // of contexts that were not
};

// Error(CORKIT_ERROR_INPUT) for an image of which nothing is measured.
FillOutcome fill_image(Image<double> image, const Image<std::uint8_t> &state, const FillScene &scene, std::vector<ContextImage> context,
                       const FillSettings &settings);

// FILLMETH and MISSFILL.
void set_fill_cards(Header &header, const std::string &method, long long nfilled);

// FILLMETH, MISSFILL and the HISTORY lines.
void add_fill_cards(Header &header, const FillOutcome &outcome);

// Puts the filled pixels into an image of any type of pixels.
template <class T>
void patch(Image<T> &image, const FillOutcome &outcome) {
  for (std::size_t k = 0; k < image.size(); ++k)
    if (outcome.filled[k] != 0) image[k] = static_cast<T>(outcome.image[k]);
}

}  // namespace corkit
