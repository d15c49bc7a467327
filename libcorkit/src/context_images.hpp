// Context images of a fill: which files may serve, and their pixels.
//
// Notes     An image may serve when it has the same camera, filter, polariser position, size, summing and roll (to a degree), and was taken
// at
//           most two hours earlier or later.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "fill/fill_image.hpp"
#include "level1.hpp"

namespace corkit {

inline constexpr double kMostContextHours = 2;

// What a header says about an image, as far as it decides which images go together.
struct Observation {
  std::string name;  // of the file
  std::string detector, filter, polar;
  int nx = 0, ny = 0;
  int xsumming = 1, ysumming = 1;
  bool level1 = false;
  double hours = 0;  // since MJD 0; of a context: after the image
  double crota_deg = 0;
  bool sky_geometry = false;  // of a level-1 image, or asked for: --geometry sky
  bool no_warp = false;       // likewise: --no-warp
};

// nx, ny: size of the pixels, where they are known; else it is the header's. Error(CORKIT_ERROR_KEYWORD_VALUE) for a date that cannot be
// read; sums of level-0.5 images are mended as the chain mends them.
Observation observe(const Header &header, const std::string &name, int nx = 0, int ny = 0);

// What is wrong with a file that an option gave is said of it: an Error of read() that does not name both gets option and name before it.
// option: with a blank at its end.
void name_option(const std::string &option, const std::string &name, const std::function<void()> &read);
void name_context(const std::string &name, const std::function<void()> &read);

// The files without the image itself, and without those that were named before; a warning names each. image: "" where it is no file.
std::vector<std::string> other_contexts(const std::filesystem::path &image, const std::vector<std::string> &files,
                                        std::vector<std::string> &warnings);

// Reads the headers of files and checks them against the image's; Error naming both where one does not go with it. same_level: a level-0.5
// image takes level-0.5 files of exactly its field only, a level-1 image level-1 files.
std::vector<Observation> observe_contexts(const Observation &image, const std::vector<std::string> &files, bool same_level = false);

// The contexts as level-1 images of nx x ny pixels, MSB: level-0.5 files are reduced as options say, without a fill.
std::vector<ContextImage> level1_contexts(const Level1Context &context, const std::vector<Observation> &contexts, int nx, int ny,
                                          double crota_deg, const Level1Options &options);

// What reading, and reducing, the contexts' files warned of; each sentence names its file.
std::vector<std::string> warnings_of(const std::vector<ContextImage> &contexts);

// Level-1 pixels in MSB: NaN where they are masked (raw 0 of an int16 product, 0 of others), infinite where an int16 product is saturated
// (raw 32767, which negative pixels become as well).
Image<double> level1_pixels(const AnyImage &image, const Header &header);

// 1 where a pixel is NaN or within two pixels of one: distortion and rotation give the neighbours of masked pixels part of the mask. NaN
// pixels that ignored marks do not count; ignored may be empty.
Image<std::uint8_t> masked_or_beside(const Image<double> &image, const Image<std::uint8_t> &ignored);

// Error(CORKIT_ERROR_INPUT) naming the first pixel that is no finite number.
void require_finite(const AnyImage &image);

}  // namespace corkit
