#include "sampling_bound.hpp"

#include <algorithm>
#include <cmath>

namespace corkit::test {

namespace {

constexpr int kFrame = 1024;

struct Frame {
  int nx, ny;
  std::vector<double> pixels;
  double at(int x, int y) const {
    const auto k = static_cast<std::size_t>(std::clamp(y, 0, ny - 1)) * static_cast<std::size_t>(nx) +
                   static_cast<std::size_t>(std::clamp(x, 0, nx - 1));
    return pixels[k];
  }
};

int card(const corkit_header *header, const char *keyword) {
  long long value = 0;
  must(corkit_header_get_int(header, keyword, &value));
  return static_cast<int>(value);
}

// Where the samples of a full frame are taken, along x or y.
std::vector<double> positions(const Context &context, const corkit_header *header, int nx, int ny, bool along_x, int oracle) {
  const Array coordinates(corkit_array_create(CORKIT_FLOAT64, nx, ny));
  const auto pixels = pixels_of<double>(coordinates.get());
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x) pixels[static_cast<std::size_t>(y * nx + x)] = along_x ? x : y;
  corkit_array *warped = nullptr;
  must(corkit_warp(context.get(), header_string(header, "DETECTOR").c_str(), coordinates.get(), const_cast<corkit_header *>(header), oracle,
                   &warped));
  return as_double(Array(warped).get());
}

// The cells between two samples, with room for the FLOAT maps' rounding.
struct Cells {
  int first_x, last_x, first_y, last_y;  // pixels at their corners
};

Cells cells_between(double x1, double y1, double x2, double y2) {
  constexpr double rounding = 1e-4;
  const auto below = [](double a, double b) { return static_cast<int>(std::floor(std::min(a, b) - rounding)); };
  const auto above = [](double a, double b) { return static_cast<int>(std::floor(std::max(a, b) + rounding)) + 1; };
  return {below(x1, x2), above(x1, x2), below(y1, y2), above(y1, y2)};
}

struct Steps {
  double x = 0, y = 0;
};

Steps largest_steps(const Frame &image, const Cells &c) {
  Steps steps;
  for (int y = c.first_y; y <= c.last_y; ++y)
    for (int x = c.first_x; x <= c.last_x; ++x) {
      if (x < c.last_x) steps.x = std::max(steps.x, std::abs(image.at(x + 1, y) - image.at(x, y)));
      if (y < c.last_y) steps.y = std::max(steps.y, std::abs(image.at(x, y + 1) - image.at(x, y)));
    }
  return steps;
}

// The largest pixel where any is masked, else 0.
double masked_height(const Frame &image, const Frame &raw, const Cells &c) {
  double height = 0;
  bool masked = false;
  for (int y = c.first_y; y <= c.last_y; ++y)
    for (int x = c.first_x; x <= c.last_x; ++x) {
      height = std::max(height, std::abs(image.at(x, y)));
      masked = masked || raw.at(x, y) <= 0;
    }
  return masked ? height : 0;
}

}  // namespace

SamplingBound sampling_bound(const Context &context, const std::filesystem::path &input, const corkit_product *product,
                             const StageImages &stages) {
  const auto header = read_image(context, input).header;
  const bool c2 = header_string(header.get(), "DETECTOR").starts_with("C2");
  const int sumx = std::max(card(header.get(), "LEBXSUM"), 1) * std::max(card(header.get(), "SUMCOL"), 1);
  const int sumy = std::max(card(header.get(), "LEBYSUM"), 1) * std::max(card(header.get(), "SUMROW"), 1);
  for (const auto &[keyword, value] : {std::pair{"R1COL", 20}, {"R1ROW", 1}, {"R2COL", 1043}, {"R2ROW", kFrame}})
    must(corkit_header_set_int(header.get(), keyword, value, ""));
  const int nx = kFrame / sumx;
  const int ny = kFrame / sumy;
  const Frame image{nx, ny, stages.at(c2 ? "c2_calibrate" : "c3_calibrate")};
  const Frame raw{nx, ny, stages.at("prepare")};
  std::vector<double> at[2][2];
  for (const int oracle : {CORKIT_ORACLE_IDL, CORKIT_ORACLE_GDL})
    for (const bool along_x : {false, true}) at[oracle][along_x] = positions(context, header.get(), nx, ny, along_x, oracle);

  SamplingBound bound;
  bound.largest.resize(image.pixels.size());
  const bool masks = c2 && corkit_product_nmissing(product) > 0;
  for (std::size_t k = 0; k < bound.largest.size(); ++k) {
    const double x[] = {at[0][1][k], at[1][1][k]};
    const double y[] = {at[0][0][k], at[1][0][k]};
    const double dx = std::abs(x[1] - x[0]);
    const double dy = std::abs(y[1] - y[0]);
    const Cells cells = cells_between(x[0], y[0], x[1], y[1]);
    const Steps steps = largest_steps(image, cells);
    bound.largest[k] = dx * steps.x + dy * steps.y + (masks ? (dx + dy) * masked_height(image, raw, cells) : 0);
    bound.farthest_px = std::max(bound.farthest_px, std::hypot(dx * sumx, dy * sumy));
  }
  double rectify = 0;
  if (corkit_header_has(corkit_product_header(product), "RECTIFY") != 0)
    must(corkit_header_get_double(corkit_product_header(product), "RECTIFY", &rectify));
  if (std::abs(rectify) > 170) std::reverse(bound.largest.begin(), bound.largest.end());
  return bound;
}

}  // namespace corkit::test
