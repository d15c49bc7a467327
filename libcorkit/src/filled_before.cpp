#include "filled_before.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "context_images.hpp"
#include "core/error.hpp"
#include "fuzzily_filled.hpp"

namespace corkit {
namespace {

std::string text(int nx, int ny) { return std::to_string(nx) + " x " + std::to_string(ny); }

// Empty where there is none of the image's size. Damage behind the image does not keep it from being read.
std::optional<AnyImage> extension(const std::filesystem::path &path, const std::string &name, const AnyImage &image,
                                  const std::string &fate, std::vector<std::string> &warnings) {
  try {
    auto found = read_fits_extension(path, name);
    if (!found) return std::nullopt;
    if (width(*found) == width(image) && height(*found) == height(image)) return found;
    warnings.push_back("extension " + name + " has " + text(width(*found), height(*found)) + " pixels, the image " +
                       text(width(image), height(image)) + ": it " + fate);
  } catch (const Error &e) {
    warnings.push_back("extension " + name + " " + fate + ": " + e.what());
  }
  return std::nullopt;
}

// A pixel that was filled and lost again is a lost one.
void lose_what_has_no_value(Image<std::uint8_t> &mask, const FitsImage &fits) {
  const bool level1 = fits.header.get_string("LEVEL").value_or("").starts_with('1');
  const auto values = level1 ? level1_pixels(fits.pixels, fits.header) : convert<double>(fits.pixels);
  for (std::size_t k = 0; k < mask.size(); ++k)
    if (std::isnan(values[k]) || values[k] == 0) mask[k] = 0;
}

// Mask and cards.
FilledBefore read_mask(const std::filesystem::path &path, const FitsImage &fits, const std::string &fate) {
  FilledBefore before;
  before.cards = earlier_fill(fits.header, {});
  if (!fits.has_fill_mask && !before.cards.any()) return before;
  const auto mask = extension(path, "FILLMASK", fits.pixels, fate, before.warnings);
  if (!mask) return before;
  before.has_mask = true;
  before.mask = Image<std::uint8_t>::uninitialized(width(*mask), height(*mask));
  std::visit(
      [&](const auto &values) {
        std::transform(values.begin(), values.end(), before.mask.begin(), [](auto v) { return static_cast<std::uint8_t>(v != 0 ? 1 : 0); });
      },
      *mask);
  before.cards = earlier_fill(fits.header, before.mask);
  lose_what_has_no_value(before.mask, fits);
  before.cards.named = std::count(before.mask.begin(), before.mask.end(), 1);
  if (before.cards.named == 0) before.mask = {};
  if (before.cards.marked > 0 && before.cards.pixels() == 0) before.cards = {};
  return before;
}

}  // namespace

FilledBefore read_filled_before(const std::filesystem::path &path, const FitsImage &fits) {
  const std::string fate = "is not carried to the product";
  auto before = read_mask(path, fits, fate);
  if (!before.has_mask) return before;
  if (const auto sigma = extension(path, "FILLSIG", fits.pixels, fate, before.warnings)) before.sigma = convert<float>(*sigma);
  return before;
}

FilledBefore read_filled_context(const Level1Context &context, const std::filesystem::path &path, const FitsImage &fits, Oracle oracle) {
  auto before = read_mask(path, fits, "is not used");
  if (before.cards.any() && (before.mask.empty() || before.cards.unnamed > 0))
    before.warnings.push_back(unnamed_context_warning(before.cards));
  else if (const auto fuzzy = fuzzily_filled(context, fits, before, oracle))
    before.warnings.push_back(fuzzy_context_warning(*fuzzy));
  return before;
}

void lose_filled(Image<double> &image, const Image<std::uint8_t> &filled) {
  for (std::size_t k = 0; k < filled.size(); ++k)
    if (filled[k] != 0) image[k] = std::numeric_limits<double>::quiet_NaN();
}

}  // namespace corkit
