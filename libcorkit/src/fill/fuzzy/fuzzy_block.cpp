#include "fill/fuzzy/fuzzy_block.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "fill/blocks.hpp"
#include "fill/fuzzy/zones.hpp"

namespace corkit::fuzzy {
namespace {

constexpr std::uint8_t kUnknown = 255;
constexpr std::uint8_t kNone = 0;

}  // namespace

std::array<std::uint8_t, 1024> coefficient_classes() {
  const double narrow = std::tan(std::numbers::pi / 12);
  std::array<std::uint8_t, 1024> classes;
  auto next = classes.begin();
  for (int v = 0; v < kBlock; ++v)
    for (int u = 0; u < kBlock; ++u) {
      const double distance = std::sqrt(u * u + v * v);
      std::uint8_t &c = *next++;
      c = kDiagonal;
      if (v < u * narrow) c = kHorizontal;
      if (u < v * narrow) c = kVertical;
      if (distance < 4) c = kLow;
      if (distance > 28.8) c = kHigh;
    }
  classes[0] = kMean;
  return classes;
}

FuzzyBlocks::FuzzyBlocks(Image<float> &image, bool compat_bugs)
    : image_(image),
      compat_bugs_(compat_bugs),
      classes_(coefficient_classes()),
      known_(image.nx() / kBlock, image.ny() / kBlock, kUnknown) {}

DctBlock FuzzyBlocks::transform(int i, int j) const {
  DctBlock block;
  auto to = block.value.begin();
  for (int y = 0; y < kBlock; ++y) to = std::copy_n(image_.row(j * kBlock + y) + i * kBlock, kBlock, to);
  dct_forward(block);
  return block;
}

std::uint8_t FuzzyBlocks::class_of(int i, int j) {
  std::uint8_t &known = known_(i, j);
  if (known != kUnknown) return known;
  const DctBlock block = transform(i, j);
  std::array<double, 6> energy{};
  std::array<int, 6> members{};
  for (std::size_t k = 0; k < classes_.size(); ++k) {
    energy[classes_[k]] += block.value[k] * block.value[k];
    ++members[classes_[k]];
  }
  known = kNone;
  double largest = 0;
  for (std::uint8_t c = kHorizontal; c <= kDiagonal; ++c) {
    const double mean = energy[c] / members[c];
    if (mean > largest) {
      largest = mean;
      known = c;
    }
  }
  return known;
}

void FuzzyBlocks::treat(int i, int j) {
  const Blocks around = with_neighbours(i, i, j, j, known_.nx());
  std::array<int, 6> votes{};
  for (int b = around.j0; b <= around.j1; ++b)
    for (int a = around.i0; a <= around.i1; ++a) ++votes[class_of(a, b)];
  std::uint8_t dominant = kHorizontal;
  for (std::uint8_t c = kVertical; c <= kDiagonal; ++c)
    if (votes[c] > votes[dominant]) dominant = c;

  const int from_i = compat_bugs_ ? around.i0 + 1 : i;
  const int from_j = compat_bugs_ ? around.j0 + 1 : j;
  if (votes[dominant] == 0 && from_i == i && from_j == j) return;

  DctBlock block = transform(from_i, from_j);
  if (votes[dominant] != 0)
    for (std::size_t k = 0; k < classes_.size(); ++k)
      if (classes_[k] == dominant) block.value[k] = 0;
  dct_inverse(block);
  auto from = block.value.begin();
  for (int y = 0; y < kBlock; ++y) {
    float *to = image_.row(j * kBlock + y) + i * kBlock;
    for (int x = 0; x < kBlock; ++x) *to++ = static_cast<float>(*from++);
  }
  known_(i, j) = kUnknown;
}

}  // namespace corkit::fuzzy
