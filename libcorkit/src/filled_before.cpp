#include "filled_before.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.hpp"

namespace corkit {
namespace {

std::string text(int nx, int ny) { return std::to_string(nx) + " x " + std::to_string(ny); }

// Empty where there is none of the image's size. Damage behind the image does not keep it from being read.
std::optional<AnyImage> extension(const std::filesystem::path &path, const std::string &name, const AnyImage &image,
                                  std::vector<std::string> &warnings) {
  try {
    auto found = read_fits_extension(path, name);
    if (!found) return std::nullopt;
    if (width(*found) == width(image) && height(*found) == height(image)) return found;
    warnings.push_back("extension " + name + " has " + text(width(*found), height(*found)) + " pixels, the image " +
                       text(width(image), height(image)) + ": it is not carried to the product");
  } catch (const Error &e) {
    warnings.push_back("extension " + name + " is not carried to the product: " + e.what());
  }
  return std::nullopt;
}

}  // namespace

FilledBefore read_filled_before(const std::filesystem::path &path, const FitsImage &fits) {
  FilledBefore before;
  before.cards = earlier_fill(fits.header, {});
  if (!fits.has_fill_mask && !before.cards.any()) return before;
  const auto mask = extension(path, "FILLMASK", fits.pixels, before.warnings);
  if (!mask) return before;
  before.mask = Image<std::uint8_t>::uninitialized(width(*mask), height(*mask));
  std::visit(
      [&](const auto &values) {
        std::transform(values.begin(), values.end(), before.mask.begin(), [](auto v) { return static_cast<std::uint8_t>(v != 0 ? 1 : 0); });
      },
      *mask);
  if (std::find(before.mask.begin(), before.mask.end(), 1) == before.mask.end()) {
    before.mask = {};
    return before;
  }
  before.cards = earlier_fill(fits.header, before.mask);
  if (const auto sigma = extension(path, "FILLSIG", fits.pixels, before.warnings)) before.sigma = convert<float>(*sigma);
  return before;
}

}  // namespace corkit
