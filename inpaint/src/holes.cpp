#include "holes.hpp"

#include <algorithm>
#include <utility>

namespace corkit::inpaint {
namespace {

constexpr int kCoarse = 16;   // pixels: holes closer than this are one
constexpr int kTile = 128;    // pixels a side, at most
constexpr int kOverlap = 32;  // pixels two tiles share

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
}  // namespace

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

std::vector<Box> tiles_of(const Box &hole) {
  std::vector<Box> tiles;
  for (const auto &[y0, y1] : pieces(hole.y0, hole.y1))
    for (const auto &[x0, x1] : pieces(hole.x0, hole.x1)) tiles.push_back({x0, y0, x1, y1});
  return tiles;
}

}  // namespace corkit::inpaint
