// The fuzzy fill of an image, from its lost blocks to TOO_MANY.
//
// Follows   fuzzy_image.pro 1.7, 03/19/12 (spec/level1.md 10.5, 20.7)
// Notes     1. Zones are closed in the order of their numbers from the image as it came, never from each other's fill; where
//              rectangles overlap the last one stays.
//           2. The list of never-missing blocks is that of the binned image; SolarSoft uses the numbers of the unbinned one, cut
//              off at the last block (Q14, compat_bugs).
//           3. The table of blocks that are never sent is that of the header's camera.
#include "fill/fuzzy_image.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "fill/blocks.hpp"
#include "fill/fuzzy/fuzzy_block.hpp"
#include "fill/fuzzy/hcie.hpp"
#include "fill/fuzzy/zones.hpp"

namespace corkit {
namespace {

constexpr int kManyInZone = 16;
constexpr int kTooLargeZone = 100;
// Filler of the frame outside a sub-field and of the not useful blocks: not dark.
constexpr float kNotMissing = 1;

Image<float> embed(const Image<float> &image, const BlockFrame &frame) {
  Image<float> full(frame.pixels(), frame.pixels(), kNotMissing);
  for (int y = 0; y < image.ny(); ++y) std::copy_n(image.row(y), image.nx(), full.row(frame.y0 + y) + frame.x0);
  return full;
}

Image<float> cut(const Image<float> &full, const BlockFrame &frame, int nx, int ny) {
  auto image = Image<float>::uninitialized(nx, ny);
  for (int y = 0; y < ny; ++y) std::copy_n(full.row(frame.y0 + y) + frame.x0, nx, image.row(y));
  return image;
}

Image<std::uint8_t> useful_blocks(Detector detector, int rebin) {
  const auto tmask = sampled_tmask(detector, rebin);
  Image<std::uint8_t> useful(tmask.nx(), tmask.ny(), 0);
  for (std::size_t k = 0; k < tmask.size(); ++k) useful[k] = tmask[k] > -1 ? 1 : 0;
  return useful;
}

// Q14.
Image<std::uint8_t> without_clamped(Image<std::uint8_t> useful, Detector detector, int rebin) {
  const auto tmask = get_tmask(detector, rebin / 2);
  for (std::size_t k = 0; k < tmask.size(); ++k)
    if (tmask[k] <= -1) useful[std::min(k, useful.size() - 1)] = 0;
  return useful;
}

// Pixels of a rectangle of blocks, those of the not useful ones replaced.
Image<float> read_zone(const Image<float> &full, const fuzzy::Blocks &blocks, const Image<std::uint8_t> &useful) {
  auto zone = Image<float>::uninitialized((blocks.i1 - blocks.i0 + 1) * kBlock, (blocks.j1 - blocks.j0 + 1) * kBlock);
  for (int y = 0; y < zone.ny(); ++y) {
    const int j = blocks.j0 + y / kBlock;
    float *to = zone.row(y);
    for (int i = blocks.i0; i <= blocks.i1; ++i, to += kBlock) {
      if (useful(i, j) != 0)
        std::copy_n(full.row(blocks.j0 * kBlock + y) + i * kBlock, kBlock, to);
      else
        std::fill_n(to, kBlock, kNotMissing);
    }
  }
  return zone;
}

void write_zone(Image<float> &full, const fuzzy::Blocks &blocks, const Image<float> &zone) {
  for (int y = 0; y < zone.ny(); ++y) std::copy_n(zone.row(y), zone.nx(), full.row(blocks.j0 * kBlock + y) + blocks.i0 * kBlock);
}

bool mostly_known(const Image<float> &zone) {
  const auto zeros = static_cast<std::size_t>(std::count(zone.begin(), zone.end(), 0.0F));
  return zone.size() - zeros > zeros;
}

bool at_edge(const fuzzy::Zone &zone, const FieldGeometry &field) {
  return zone.imin == field.fxstart / kBlock || zone.imax == field.fxend / kBlock || zone.jmin == field.fystart / kBlock ||
         zone.jmax == field.fyend / kBlock;
}

}  // namespace

FuzzyResult fuzzy_image(Image<float> image, const LascoHeader &header, const FuzzyOptions &options) {
  const BlockFrame frame = block_frame(image.nx(), image.ny(), header);
  const bool whole = image.nx() == frame.pixels() && image.ny() == frame.pixels();
  std::optional<Image<float>> embedded;
  if (!whole) embedded = embed(image, frame);
  const Image<float> &full = embedded ? *embedded : image;

  const Detector detector = detector_of(header);
  const Image<std::uint8_t> useful = useful_blocks(detector, frame.rebin);
  const bool clamped = options.compat_bugs && frame.rebin != 1;
  const auto missing = fuzzy::dark_blocks(full, clamped ? without_clamped(useful, detector, frame.rebin) : useful);
  FuzzyResult result;
  result.zones = fuzzy::get_miss_blocks(missing);
  const std::vector<fuzzy::Zone> zones = fuzzy::zones_of(result.zones);
  for (const fuzzy::Zone &zone : zones) {
    if (zone.count > kManyInZone || at_edge(zone, frame.field)) result.too_many = zone.count;
    result.gave_up = zone.count > kTooLargeZone;
    if (result.gave_up) break;
  }
  if (zones.empty() || result.gave_up) {
    result.image = std::move(image);
    return result;
  }

  Image<float> filled = full;
  fuzzy::CellCuts cuts(options.oracle);
  for (const fuzzy::Zone &zone : zones) {
    const fuzzy::Blocks blocks = fuzzy::with_neighbours(zone.imin, zone.imax, zone.jmin, zone.jmax, frame.blocks);
    const Image<float> pixels = read_zone(full, blocks, useful);
    if (mostly_known(pixels)) write_zone(filled, blocks, fuzzy::hcie_zone(pixels, cuts));
  }
  fuzzy::FuzzyBlocks lost(filled, options.compat_bugs);
  for (int j = 0; j < frame.blocks; ++j)
    for (int i = 0; i < frame.blocks; ++i)
      if (result.zones(i, j) >= 0) lost.treat(i, j);
  result.image = whole ? std::move(filled) : cut(filled, frame, image.nx(), image.ny());
  return result;
}

}  // namespace corkit
