#include "gallery.hpp"

#include <algorithm>
#include <cmath>

#include "picture/canvas.hpp"

namespace corkit::inpaint {
namespace {

constexpr int kLine = 3;  // pixels between panels
constexpr std::uint8_t kWhite = 255;
constexpr int kTitle = 17;  // pixels
constexpr int kLetter = 11;

}  // namespace

Panel panel(const Image<float> &image, const Image<std::uint8_t> &lost, float low, float high) {
  Panel out(image.nx(), image.ny());
  for (int y = 0; y < image.ny(); ++y) {
    for (int x = 0; x < image.nx(); ++x) {
      const float t = (image(x, y) - low) / (high - low);
      const int level = std::isfinite(t) ? 1 + static_cast<int>(std::lround(254 * std::clamp(t, 0.0F, 1.0F))) : 0;
      out(x, image.ny() - 1 - y) = lost(x, y) != 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(level);
    }
  }
  return out;
}

Panel row_of(const std::vector<Panel> &panels) {
  int width = -kLine, height = 0;
  for (const Panel &p : panels) {
    width += p.nx() + kLine;
    height = std::max(height, p.ny());
  }
  Panel out(std::max(width, 0), height, kWhite);
  int x0 = 0;
  for (const Panel &p : panels) {
    for (int y = 0; y < p.ny(); ++y) std::copy_n(p.row(y), p.nx(), out.row(y) + x0);
    x0 += p.nx() + kLine;
  }
  return out;
}

Panel sheet_of(const std::vector<Panel> &rows) {
  int width = 0, height = -kLine;
  for (const Panel &row : rows) {
    width = std::max(width, row.nx());
    height += row.ny() + kLine;
  }
  Panel out(width, std::max(height, 0));
  int y0 = 0;
  for (const Panel &row : rows) {
    for (int y = 0; y < row.ny(); ++y) std::copy_n(row.row(y), row.nx(), out.row(y0 + y));
    y0 += row.ny() + kLine;
  }
  return out;
}

Panel titled(const Panel &panel, const std::string &title) {
  picture::Rgb strip(panel.nx(), kTitle, 0);
  picture::Canvas canvas(strip);
  const double size = std::min<double>(kLetter, kLetter * (panel.nx() - 4) / canvas.text_width(title, kLetter));
  canvas.text({3, kTitle / 2.0}, title, size);
  strip = canvas.picture();
  Panel out(panel.nx(), kTitle + panel.ny());
  for (std::size_t k = 0; k < strip.size(); ++k) out[k] = static_cast<std::uint8_t>(strip[k] & 255);
  std::copy(panel.begin(), panel.end(), out.row(kTitle));
  return out;
}

}  // namespace corkit::inpaint
