#include "fill_file_missing.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "context_images.hpp"
#include "core/error.hpp"
#include "fill/blocks.hpp"
#include "fits/reader.hpp"
#include "stages/distortion_comment.hpp"
#include "stages/field.hpp"
#include "stages/lost_pixels.hpp"
#include "stages/rectify.hpp"
#include "stages/warp.hpp"

namespace corkit {
namespace {

// Beyond that a list is that of a sub-field, outside of which SolarSoft counts every block.
constexpr int kMostBlocks = 256;

[[noreturn]] void ask_for_mask(const std::string &why) {
  throw Error(CORKIT_ERROR_KEYWORD_VALUE, why + ": give --mask FILE, an image that is not 0 where pixels are lost");
}

std::vector<int> c2_null_blocks(const CalibrationStore &store) {
  try {
    return *store.c2_null_blocks();
  } catch (const Error &e) {
    if (e.status() != CORKIT_ERROR_CALIBRATION_MISSING) throw;
  }
  // Without calibration files: the blocks that get_tmask calls corner or centre.
  const auto tmask = get_tmask(Detector::C2, 0);
  std::vector<int> blocks;
  for (std::size_t k = 0; k < tmask.size(); ++k)
    if (tmask[k] < 0) blocks.push_back(static_cast<int>(k));
  return blocks;
}

void mark_block(Image<std::uint8_t> &lost, int i, int j) {
  for (int y = j * kBlock; y < std::min((j + 1) * kBlock, lost.ny()); ++y)
    std::fill_n(lost.row(y) + i * kBlock, std::min(kBlock, lost.nx() - i * kBlock), std::uint8_t{1});
}

Image<std::uint8_t> listed_blocks(const LascoHeader &h, const std::string &list, int nmissing) {
  Image<std::uint8_t> lost(h.naxis1, h.naxis2, 0);
  const int columns = h.naxis1 / kBlock;
  const int rows = h.naxis2 / kBlock;
  int count = 0;
  if (h.detector == "C3") {
    try {
      const auto map = strmap2mb(list, columns, rows);
      for (int j = 0; j < rows; ++j)
        for (int i = 0; i < columns; ++i)
          if (map(i, j) == 0) {
            mark_block(lost, i, j);
            ++count;
          }
    } catch (const Error &e) {
      if (e.status() != CORKIT_ERROR_KEYWORD_VALUE) throw;
      count = -1;  // no list, as of summed images
    }
  } else {
    std::istringstream numbers(list);
    for (int block = 0; numbers >> block; ++count) {
      if (block < 0 || block >= columns * rows)
        ask_for_mask("MISSLIST names block " + std::to_string(block) + ", which the image does not have");
      mark_block(lost, block % columns, block / columns);
    }
    if (!numbers.eof()) count = -1;
  }
  if (count != nmissing || count > kMostBlocks)
    ask_for_mask("MISSLIST does not name the " + std::to_string(nmissing) + " missing blocks of this product");
  return lost;
}

// What lies under the occulter and the pylon is masked, lost or not. Without calibration files nothing is known of it.
void remove_occulted(const Level1Context &context, const LascoHeader &h, const Rectification &rectification, Oracle oracle,
                     Image<std::uint8_t> &lost) {
  try {
    const auto calibration = context.c3_calibration(calibration_key(h, lost.nx(), lost.ny(), false));
    Image<std::uint8_t> masked(lost.nx(), lost.ny(), 0);
    for (std::size_t k = 0; k < masked.size(); ++k) masked[k] = (*calibration->mask)[k] == 0 ? 1 : 0;
    masked = rectify_touched(masked, rectification, oracle);
    for (std::size_t k = 0; k < lost.size(); ++k)
      if (masked[k] != 0) lost[k] = 0;
  } catch (const Error &e) {
    if (e.status() != CORKIT_ERROR_CALIBRATION_MISSING) throw;
  }
}

}  // namespace

Image<std::uint8_t> read_loss_mask(const std::string &path, int nx, int ny, std::vector<std::string> &warnings) {
  FitsImage fits;
  name_option("--mask ", path, [&] { fits = read_fits(path); });
  const std::string from = "--mask " + path + ": ";
  for (const auto &warning : fits.warnings) warnings.push_back(from + warning);
  const auto mask = convert<double>(fits.pixels);
  if (mask.nx() != nx || mask.ny() != ny)
    throw Error(CORKIT_ERROR_DIMENSIONS, "--mask " + path + ": it has " + std::to_string(mask.nx()) + " x " + std::to_string(mask.ny()) +
                                             " pixels, the image " + std::to_string(nx) + " x " + std::to_string(ny) +
                                             "; give a mask of the image's size");
  Image<std::uint8_t> lost(nx, ny, 0);
  for (std::size_t k = 0; k < lost.size(); ++k) lost[k] = mask[k] != 0 ? 1 : 0;
  return lost;
}

Image<std::uint8_t> level05_missing(const Level1Context &context, const AnyImage &raw, const LascoHeader &h) {
  const auto null_blocks = h.detector == "C2" ? c2_null_blocks(context.store()) : std::vector<int>{};
  const int nx = width(raw);
  const int ny = height(raw);
  const int frame_x = kFrame / h.xsumming();
  const int frame_y = kFrame / h.ysumming();
  if (nx == frame_x && ny == frame_y) return lost_pixels(raw, h, null_blocks);
  const int x0 = (h.r1col - 20) / h.xsumming();
  const int y0 = (h.r1row - 1) / h.ysumming();
  if (x0 < 0 || y0 < 0 || x0 + nx > frame_x || y0 + ny > frame_y)
    throw Error(CORKIT_ERROR_DIMENSIONS, "R1COL, R1ROW and the summing place the image outside the detector: correct the header");
  // Blocks are counted in the full frame.
  auto frame = Image<double>(frame_x, frame_y, 1.0);
  const auto pixels = convert<double>(raw);
  for (int y = 0; y < ny; ++y) std::copy_n(pixels.row(y), nx, frame.row(y0 + y) + x0);
  const auto lost = lost_pixels(frame, h, null_blocks);
  auto cut = Image<std::uint8_t>::uninitialized(nx, ny);
  for (int y = 0; y < ny; ++y) std::copy_n(lost.row(y0 + y) + x0, nx, cut.row(y));
  return cut;
}

ProductGeometry product_geometry(const Level1Context &context, const Header &cards, LascoHeader h, Oracle oracle) {
  // The occulter's centre is looked up by date.
  h.date_obs = h.date_obs.substr(0, h.date_obs.find('T'));
  std::replace(h.date_obs.begin(), h.date_obs.end(), '-', '/');
  const auto geometry = has_sky_geometry(cards) ? Geometry::sky : Geometry::solarsoft;
  ProductGeometry product{nullptr, recorded_rectification(cards, h)};
  if (distortion_is_corrected(cards)) product.map = context.warp_map(h, h.naxis1, h.naxis2, oracle, geometry);
  return product;
}

Image<std::uint8_t> level1_missing(const Level1Context &context, const Header &cards, const LascoHeader &h, Oracle oracle) {
  const auto nmissing = cards.get_int("NMISSING");
  if (!nmissing) ask_for_mask("NMISSING is missing, so the header does not say what is lost");
  if (*nmissing <= 0) return Image<std::uint8_t>(h.naxis1, h.naxis2, 0);
  if (*nmissing > kMostBlocks) ask_for_mask(std::to_string(*nmissing) + " blocks are missing, as from a sub-field");
  auto lost = listed_blocks(h, cards.get_string("MISSLIST").value_or(""), static_cast<int>(*nmissing));
  const auto product = product_geometry(context, cards, h, oracle);
  if (product.map) lost = warp_touched(lost, *product.map);
  lost = rectify_touched(lost, product.rectification, oracle);
  if (h.detector == "C3") remove_occulted(context, h, product.rectification, oracle, lost);
  return lost;
}

}  // namespace corkit
