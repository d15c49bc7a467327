#include "fill_image.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "tensors.hpp"

namespace corkit::inpaint {
namespace {

constexpr int kCoarse = 16;     // pixels: holes closer than this are one
constexpr int kTile = 128;      // pixels a side, at most
constexpr int kOverlap = 32;    // pixels two tiles share

// One axis of a box in pieces of at most kTile that overlap by kOverlap or more.
std::vector<std::pair<int, int>> pieces(int first, int last) {
  const int length = last - first + 1;
  if (length <= kTile) return {{first, last}};
  const int n = (length - kOverlap + kTile - kOverlap - 1) / (kTile - kOverlap);
  std::vector<std::pair<int, int>> out;
  for (int k = 0; k < n; ++k) {
    const int at = first + static_cast<int>(static_cast<long>(length - kTile) * k / (n - 1));
    out.emplace_back(at, at + kTile - 1);
  }
  return out;
}

// 1 in the middle, falling to (almost) 0 at sides where another tile follows.
double blending(const Box &tile, const Box &hole, int x, int y) {
  const auto side = [](int from_edge) { return std::min(1.0, (from_edge + 1.0) / (kOverlap + 1.0)); };
  double weight = 1;
  if (tile.x0 > hole.x0) weight *= side(x - tile.x0);
  if (tile.x1 < hole.x1) weight *= side(tile.x1 - x);
  if (tile.y0 > hole.y0) weight *= side(y - tile.y0);
  if (tile.y1 < hole.y1) weight *= side(tile.y1 - y);
  return weight;
}

std::vector<Box> holes_of(const Image<std::uint8_t> &missing) {
  const int cx = (missing.nx() + kCoarse - 1) / kCoarse, cy = (missing.ny() + kCoarse - 1) / kCoarse;
  Image<std::uint8_t> coarse(cx, cy);
  for (int y = 0; y < missing.ny(); ++y)
    for (int x = 0; x < missing.nx(); ++x)
      if (missing(x, y) != 0) coarse(x / kCoarse, y / kCoarse) = 1;
  std::vector<Box> boxes;
  for (int j = 0; j < cy; ++j) {
    for (int i = 0; i < cx; ++i) {
      if (coarse(i, j) == 0) continue;
      Box box{missing.nx(), missing.ny(), -1, -1};
      std::vector<std::pair<int, int>> open{{i, j}};
      coarse(i, j) = 0;
      while (!open.empty()) {
        const auto [u, v] = open.back();
        open.pop_back();
        for (int y = v * kCoarse; y < std::min((v + 1) * kCoarse, missing.ny()); ++y) {
          for (int x = u * kCoarse; x < std::min((u + 1) * kCoarse, missing.nx()); ++x) {
            if (missing(x, y) == 0) continue;
            box = {std::min(box.x0, x), std::min(box.y0, y), std::max(box.x1, x), std::max(box.y1, y)};
          }
        }
        for (int b = std::max(0, v - 1); b <= std::min(cy - 1, v + 1); ++b) {
          for (int a = std::max(0, u - 1); a <= std::min(cx - 1, u + 1); ++a) {
            if (coarse(a, b) == 0) continue;
            coarse(a, b) = 0;
            open.emplace_back(a, b);
          }
        }
      }
      boxes.push_back(box);
    }
  }
  return boxes;
}

struct Answer {
  Image<float> correction, sigma;  // in units of I / P
};

Answer ask(const CorrectionNet &net, const NetworkInput &in, double sigma_factor) {
  const at::NoGradGuard no_gradients;
  const Correction out = net.forward(batch_of({&in}));
  Answer answer{image_of(out.value), image_of(out.log_sigma)};
  for (float &v : answer.correction) v *= static_cast<float>(in.scale);
  // A pixel's noise is that of a cell of four pixels, and three more of its variances.
  for (float &v : answer.sigma) {
    const double cell = in.noise * std::exp(static_cast<double>(v));
    v = static_cast<float>(sigma_factor * std::sqrt(cell * cell + 3 * in.noise * in.noise));
  }
  return answer;
}

}  // namespace

std::vector<Box> tiles_of(const Image<std::uint8_t> &missing) {
  std::vector<Box> tiles;
  for (const Box &hole : holes_of(missing))
    for (const auto &[y0, y1] : pieces(hole.y0, hole.y1))
      for (const auto &[x0, x1] : pieces(hole.x0, hole.x1)) tiles.push_back({x0, y0, x1, y1});
  return tiles;
}

Filled fill_image(const Model &model, const Scene &scene) {
  const int nx = scene.image.nx(), ny = scene.image.ny();
  Filled out{Image<float>(nx, ny), Image<float>(nx, ny), Image<std::uint8_t>(nx, ny)};
  Image<std::uint8_t> missing(nx, ny);
  for (std::size_t k = 0; k < missing.size(); ++k) missing[k] = scene.known[k] != 0 && scene.measured[k] == 0 ? 1 : 0;
  const bool with_context = model.context && !scene.reference.empty();
  const CorrectionNet &net = with_context ? *model.context : *model.single;
  const double sigma_factor = with_context ? model.context_sigma_factor : model.sigma_factor;
  Scene bare;
  const Scene *seen = &scene;
  if (!with_context && !scene.reference.empty()) {
    bare = scene;
    bare.reference = {};
    seen = &bare;
  }
  const std::vector<Box> holes = holes_of(missing);
  if (holes.empty()) return out;
  const RadialProfile profile = profile_of(scene, 0, std::hypot(nx, ny) * 2);
  Image<float> weight(nx, ny);
  for (const Box &hole : holes) {
    for (const auto &[y0, y1] : pieces(hole.y0, hole.y1)) {
      for (const auto &[x0, x1] : pieces(hole.x0, hole.x1)) {
        const Box tile{x0, y0, x1, y1};
        const PolarGrid grid = grid_around(x0, y0, x1, y1, scene.sun_x, scene.sun_y, net.shape().cell, net.shape().margin, net.multiple());
        const NetworkInput in = network_input(*seen, profile, grid);
        const Answer answer = ask(net, in, sigma_factor);
        for (int y = y0; y <= y1; ++y) {
          for (int x = x0; x <= x1; ++x) {
            if (missing(x, y) == 0 || out.filled(x, y) != 0) continue;
            double i = 0, j = 0;
            grid.locate(x, y, i, j);
            const auto w = static_cast<float>(blending(tile, hole, x, y));
            out.image(x, y) += w * read_patch(answer.correction, i, j);
            out.sigma(x, y) += w * read_patch(answer.sigma, i, j);
            weight(x, y) += w;
          }
        }
      }
    }
    for (int y = hole.y0; y <= hole.y1; ++y) {
      for (int x = hole.x0; x <= hole.x1; ++x) {
        if (weight(x, y) <= 0 || out.filled(x, y) != 0) continue;
        const auto p = static_cast<float>(profile(std::max(1.0, std::hypot(x - scene.sun_x, y - scene.sun_y))));
        const float value = scene.guess(x, y) + p * out.image(x, y) / weight(x, y);
        const float sigma = p * out.sigma(x, y) / weight(x, y);
        // A first guess beats an answer that is no number.
        out.image(x, y) = std::isfinite(value) ? value : scene.guess(x, y);
        out.sigma(x, y) = std::isfinite(sigma) ? sigma : std::numeric_limits<float>::max();
        out.filled(x, y) = 1;
      }
    }
  }
  return out;
}

}  // namespace corkit::inpaint
