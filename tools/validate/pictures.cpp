#include "validate/pictures.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "frames/picture_of.hpp"
#include "picture/canvas.hpp"
#include "temporary_folder.hpp"

namespace tool::validate {

namespace {

namespace picture = corkit::picture;

constexpr int kSide = 320;
constexpr double kLowest = -8;  // power of ten of the darkest step that is not black

std::string png_of(const picture::Rgb &rgb) {
  const TemporaryFolder folder(Temporary::picture);
  const auto path = folder.path() / "picture.png";
  picture::write_png(path.string(), rgb);
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// 0 for identical, else 1 ... 255.
corkit::Image<std::uint8_t> steps_apart(const PixelComparison &pixels, const Image &theirs, const Image &mine, const picture::View &view) {
  const Values a(theirs), b(mine);
  corkit::Image<std::uint8_t> steps(view.width, view.height, 0);
  for (int y = 0; y < pixels.ny; ++y) {
    for (int x = 0; x < pixels.nx; ++x) {
      const size_t k = static_cast<size_t>(y) * static_cast<size_t>(pixels.nx) + static_cast<size_t>(x);
      const double p = a[k], q = b[k];
      if (p == q || (std::isnan(p) && std::isnan(q))) continue;
      const double u = std::isnan(p) ? 0 : p, v = std::isnan(q) ? 0 : q;
      const double size = std::max(std::abs(u), std::abs(v)) + pixels.median;
      const double power = std::clamp(std::log10(std::abs(u - v) / size), kLowest, 0.0);
      const auto step = static_cast<std::uint8_t>(std::lround(64 + 191 * (1 - power / kLowest)));
      const auto at = view.to_picture({static_cast<double>(x), static_cast<double>(y)});
      auto &cell = steps(std::clamp(static_cast<int>(std::lround(at.x)), 0, view.width - 1),
                         std::clamp(static_cast<int>(std::lround(at.y)), 0, view.height - 1));
      cell = std::max(cell, step);
    }
  }
  return steps;
}

picture::Rgb difference_picture(const PixelComparison &pixels, const Image &theirs, const Image &mine) {
  const auto view = picture::View::whole(pixels.nx, pixels.ny, kSide);
  const auto steps = steps_apart(pixels, theirs, mine, view);
  const auto table = picture::colour_table(picture::Palette::c2);
  picture::Rgb rgb(steps.nx(), steps.ny(), 0);
  for (size_t k = 0; k < rgb.size(); ++k) rgb[k] = table[steps[k]];
  if (pixels.within + pixels.beyond == 0) return rgb;
  picture::Canvas canvas(rgb);
  canvas.circle(view.to_picture({static_cast<double>(pixels.worst.x), static_cast<double>(pixels.worst.y)}), 9, {0x60FF60, 1.5, 1, 0});
  return canvas.picture();
}

}  // namespace

std::vector<std::string> pictures_of(corkit_context *ctx, const Checked &checked, const Image &theirs, const Image &mine) {
  const Frame first = read_frame(ctx, checked.theirs), second = read_frame(ctx, checked.mine);
  Look look;
  look.longest = kSide;
  const auto limits = corona_limits(first, 0.2, 99.5, picture::Stretch::log);
  look.low = limits.low;
  look.high = limits.high;
  std::vector<std::string> pngs{png_of(picture_of(first, look, Content::brightness, {"SolarSoft"})),
                                png_of(picture_of(second, look, Content::brightness, {"corkit"}))};
  if (checked.pixels.same_shape()) pngs.push_back(png_of(difference_picture(checked.pixels, theirs, mine)));
  return pngs;
}

}  // namespace tool::validate
