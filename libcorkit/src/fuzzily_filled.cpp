#include "fuzzily_filled.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "context_images.hpp"
#include "core/error.hpp"
#include "fill/blocks.hpp"
#include "fill/fuzzy_image.hpp"
#include "fill_file_missing.hpp"
#include "idl/numbers.hpp"

namespace corkit {
namespace {

bool has_line(const std::vector<std::string> &lines, std::string_view text) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string &line) { return line.find(text) != std::string::npos; });
}

bool may_be_filled(const Header &header) {
  const auto said = [&](const char *keyword) { return idl::strtrim(header.get_string(keyword).value_or("")); };
  return header.get_string("LEVEL").value_or("").starts_with('1') && said("DETECTOR") == "C3" && said("FILTER") == "Clear" &&
         !has_line(header.comments(), idl::strtrim(kLostBlocksMaskedComment));
}

// Blocks that MISSLIST names and that the camera sends. 0 where it does not name as many as NMISSING counts, as of summed images, and of
// sub-fields, whose list has all that lies outside.
long long listed_blocks(const Header &header, int nx, int ny) {
  constexpr long long kMostBlocks = 256;
  const auto nmissing = header.get_int("NMISSING").value_or(0);
  if (nmissing <= 0 || nmissing > kMostBlocks || nx != kBlock * kBlocksPerSide || ny != nx) return 0;
  Image<std::int16_t> map;
  try {
    map = strmap2mb(idl::strtrim(header.get_string("MISSLIST").value_or("")), kBlocksPerSide, kBlocksPerSide);
  } catch (const Error &) {
    return 0;
  }
  if (std::count(map.begin(), map.end(), std::int16_t{0}) != nmissing) return 0;
  const auto sent = get_tmask(Detector::C3, 0);
  long long count = 0;
  for (std::size_t k = 0; k < map.size(); ++k)
    if (map[k] == 0 && sent[k] >= 0) ++count;
  return count;
}

// Listed pixels that touch one another: how many have a value, and how many the mask names.
struct Patch {
  std::size_t pixels = 0, with_value = 0, named = 0;
};

Patch take_patch(int x0, int y0, const Image<double> &values, const Image<std::uint8_t> &mask, Image<std::uint8_t> &listed) {
  Patch patch;
  std::vector<std::pair<int, int>> open{{x0, y0}};
  listed(x0, y0) = 0;
  while (!open.empty()) {
    const auto [x, y] = open.back();
    open.pop_back();
    ++patch.pixels;
    if (!std::isnan(values(x, y))) ++patch.with_value;
    if (!mask.empty() && mask(x, y) != 0) ++patch.named;
    for (const auto &[u, v] : {std::pair{x - 1, y}, {x + 1, y}, {x, y - 1}, {x, y + 1}}) {
      if (u < 0 || v < 0 || u >= listed.nx() || v >= listed.ny() || listed(u, v) == 0) continue;
      listed(u, v) = 0;
      open.emplace_back(u, v);
    }
  }
  return patch;
}

// A later fill names what it filled itself: of a block that was closed before, FILLMASK has no more than the rim.
bool has_unnamed_patch(const Level1Context &context, const FitsImage &fits, const Image<std::uint8_t> &mask, Oracle oracle) {
  constexpr std::size_t kRim = 16;
  auto h = lasco_fitshdr2struct(fits.header);
  h.naxis1 = width(fits.pixels);
  h.naxis2 = height(fits.pixels);
  Image<std::uint8_t> listed;
  try {
    listed = level1_missing(context, fits.header, h, oracle);
  } catch (const Error &e) {
    if (e.status() != CORKIT_ERROR_KEYWORD_VALUE) throw;
    return false;  // where they are is not known
  }
  const auto values = level1_pixels(fits.pixels, fits.header);
  for (int y = 0; y < listed.ny(); ++y) {
    for (int x = 0; x < listed.nx(); ++x) {
      if (listed(x, y) == 0) continue;
      const auto patch = take_patch(x, y, values, mask, listed);
      if (2 * patch.with_value >= patch.pixels && kRim * patch.named < patch.with_value) return true;
    }
  }
  return false;
}

}  // namespace

// The fuzzy fill writes no FILLMETH, and SolarSoft's no HISTORY either. A block that is lost in part is listed too, and is not filled: its
// lost pixels become the background.
std::optional<FuzzyFill> fuzzily_filled(const Level1Context &context, const FitsImage &fits, const FilledBefore &before, Oracle oracle) {
  if (!may_be_filled(fits.header)) return std::nullopt;
  const bool recorded = has_line(fits.header.history(), "Used FUZZY_IMAGE.PRO");
  const auto blocks = listed_blocks(fits.header, width(fits.pixels), height(fits.pixels));
  if (!recorded && blocks == 0) return std::nullopt;
  const bool filled_later = fits.has_fill_mask || !before.cards.method.empty();
  if (filled_later && !has_unnamed_patch(context, fits, before.mask, oracle)) return std::nullopt;
  return FuzzyFill{recorded, blocks, fits.has_fill_mask};
}

}  // namespace corkit
