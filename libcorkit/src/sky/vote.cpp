#include "sky/vote.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace corkit::sky {

namespace {

class Histogram {
 public:
  explicit Histogram(double half_window)
      : half_(static_cast<int>(std::ceil(half_window))),
        side_(2 * half_ + 3),
        counts_(static_cast<std::size_t>(side_) * static_cast<std::size_t>(side_)) {}

  void add(double dx, double dy) {
    const int i = static_cast<int>(std::lround(dx)) + half_ + 1, j = static_cast<int>(std::lround(dy)) + half_ + 1;
    if (i < 1 || j < 1 || i > side_ - 2 || j > side_ - 2) return;
    const auto cell = static_cast<std::size_t>(j) * static_cast<std::size_t>(side_) + static_cast<std::size_t>(i);
    if (counts_[cell]++ == 0) touched_.push_back(cell);
  }
  // The square of 3 x 3 bins with most votes; empties the histogram.
  Candidate best() {
    Candidate best;
    for (const auto cell : touched_) {
      int votes = 0;
      for (int dj = -1; dj <= 1; ++dj)
        for (int di = -1; di <= 1; ++di) votes += counts_[cell + static_cast<std::size_t>(dj * side_ + di)];
      if (votes <= best.votes) continue;
      const int at = static_cast<int>(cell);
      best = {0, {static_cast<double>(at % side_ - half_ - 1), static_cast<double>(at / side_ - half_ - 1)}, votes};
    }
    for (const auto cell : touched_) counts_[cell] = 0;
    touched_.clear();
    return best;
  }

 private:
  int half_, side_;
  std::vector<std::uint16_t> counts_;
  std::vector<std::size_t> touched_;
};

}  // namespace

std::vector<Candidate> vote(const Optics &optics, const Vec3 &sun, std::span<const SkyStar> stars, std::span<const Spot> spots,
                            const Search &search) {
  std::vector<Spot> rows(spots.begin(), spots.end());
  std::stable_sort(rows.begin(), rows.end(), [](const Spot &a, const Spot &b) { return a.at.y < b.at.y; });
  Histogram histogram(search.half_window);
  std::vector<Candidate> candidates;
  for (const double roll_deg : search.rolls_deg) {
    const Camera camera(optics, sun, optics.sun, roll_deg);
    for (const auto &star : stars) {
      const auto expected = camera.pixel(star.direction);
      if (!expected) continue;
      auto spot =
          std::lower_bound(rows.begin(), rows.end(), expected->y - search.half_window, [](const Spot &s, double y) { return s.at.y < y; });
      for (; spot != rows.end() && spot->at.y <= expected->y + search.half_window; ++spot)
        if (std::abs(spot->at.x - expected->x) <= search.half_window &&
            (!search.magnitudes || std::abs(spot->seen_mag - star.seen_mag) < *search.magnitudes))
          histogram.add(spot->at.x - expected->x, spot->at.y - expected->y);
    }
    Candidate best = histogram.best();
    best.roll_deg = roll_deg;
    candidates.push_back(best);
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate &a, const Candidate &b) { return a.votes > b.votes; });
  if (candidates.size() > search.candidates) candidates.resize(search.candidates);
  return candidates;
}

}  // namespace corkit::sky
