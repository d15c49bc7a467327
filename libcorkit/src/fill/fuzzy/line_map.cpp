#include "fill/fuzzy/line_map.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "idl/numbers.hpp"

namespace corkit::fuzzy {
namespace {

using std::numbers::pi;

constexpr std::int32_t kNoLine = -1;

// Line number of each element, kNoLine where the rounding falls below the first.
std::vector<std::int32_t> line_numbers(int nx, int ny, double angle) {
  const double half_pi = pi / 2;
  const double turn = std::fmod(angle, 2 * pi);
  const int quadrant = static_cast<int>(turn / half_pi) % 4;
  const int x0 = quadrant == 1 || quadrant == 2 ? nx - 1 : 0;
  const int y0 = quadrant >= 2 ? ny - 1 : 0;
  const double stretch = 1 / std::cos(pi / 4 - std::abs(std::fmod(angle, half_pi) - pi / 4));
  const double cosine = std::cos(turn);
  const double sine = std::sin(turn);

  std::vector<std::int32_t> numbers(static_cast<std::size_t>(nx) * static_cast<std::size_t>(ny));
  auto to = numbers.begin();
  for (int y = 0; y < ny; ++y) {
    const double along_y = (y - y0) * sine;
    for (int x = 0; x < nx; ++x) *to++ = std::max(idl::round(((x - x0) * cosine + along_y) * stretch), kNoLine);
  }
  return numbers;
}

}  // namespace

LineMap::LineMap(int nx, int ny, double angle) {
  const std::vector<std::int32_t> numbers = line_numbers(nx, ny, angle);
  const std::int32_t last = numbers.empty() ? kNoLine : *std::max_element(numbers.begin(), numbers.end());
  const std::int32_t lines = last - kNoLine;
  start_.assign(static_cast<std::size_t>(lines) + 1, 0);
  for (const std::int32_t number : numbers)
    if (number != kNoLine) ++start_[static_cast<std::size_t>(number) + 1];
  for (std::size_t k = 1; k < start_.size(); ++k) start_[k] += start_[k - 1];

  element_.resize(static_cast<std::size_t>(start_.back()));
  std::vector<std::int32_t> next(start_.begin(), start_.end() - 1);
  const bool reversed = std::fmod(angle, pi) < pi / 2;
  for (int y = 0; y < ny; ++y)
    for (int k = 0; k < nx; ++k) {
      const std::int32_t index = y * nx + (reversed ? nx - 1 - k : k);
      const std::int32_t number = numbers[static_cast<std::size_t>(index)];
      if (number != kNoLine) element_[static_cast<std::size_t>(next[static_cast<std::size_t>(number)]++)] = index;
    }
}

std::span<const std::int32_t> LineMap::line(int line) const {
  const auto k = static_cast<std::size_t>(line);
  return {element_.data() + start_[k], static_cast<std::size_t>(start_[k + 1] - start_[k])};
}

}  // namespace corkit::fuzzy
