// Order statistics of the positive pixels of an image, without sorting it.
//
// Notes     positive floating-point numbers sort like their bit patterns, so one pass over the leading bits finds the few buckets that hold
//           the wanted ranks, and only those are gathered in a second pass and selected from. The passes are the caller's, who has
//           other things to compute in them.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <numeric>
#include <span>
#include <type_traits>
#include <vector>

namespace corkit {

// First count() all pixels, piece by piece, then want() the ranks, then gather() all pixels again, then values().
template <class T>
class PositiveOrderStatistics {
 public:
  // NaN and values <= 0 are left out: they go to a bucket of their own, without a branch that noise around zero would make unpredictable.
  void count(std::span<const T> pixels) {
    for (const T value : pixels) ++counts_[value > 0 ? bucket_of(value) : kNoBucket];
  }

  // 0-based, each below the number of positive values.
  void want(std::span<const std::size_t> ranks) {
    ranks_.assign(ranks.begin(), ranks.end());
    std::vector<std::size_t> order(ranks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });
    wanted_of_rank_.resize(ranks.size());
    std::size_t bucket = 0;
    std::size_t below = 0;
    for (const std::size_t i : order) {
      while (bucket + 1 < kNoBucket && below + counts_[bucket] <= ranks[i]) below += counts_[bucket++];
      if (slots_[bucket] == 0) {
        wanted_.push_back({below, {}});
        wanted_.back().values.reserve(counts_[bucket]);
        slots_[bucket] = static_cast<std::uint8_t>(wanted_.size());
      }
      wanted_of_rank_[i] = slots_[bucket] - std::size_t{1};
    }
  }

  void gather(std::span<const T> pixels) {
    for (const T value : pixels) {
      const std::size_t slot = slots_[value > 0 ? bucket_of(value) : kNoBucket];
      if (slot != 0) wanted_[slot - 1].values.push_back(value);
    }
  }

  // Of each rank, in the order they were wanted in.
  std::vector<T> values() {
    std::vector<T> result(ranks_.size());
    for (std::size_t i = 0; i < ranks_.size(); ++i) {
      Bucket &b = wanted_[wanted_of_rank_[i]];
      const auto nth = b.values.begin() + static_cast<std::ptrdiff_t>(std::min(ranks_[i] - b.first_rank, b.values.size() - 1));
      std::nth_element(b.values.begin(), nth, b.values.end());
      result[i] = *nth;
    }
    return result;
  }

 private:
  using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  static constexpr int kShift = static_cast<int>(sizeof(T)) * 8 - 17;  // 16 bits below the sign
  static constexpr std::size_t kNoBucket = std::size_t{1} << 16;
  static std::size_t bucket_of(T value) { return static_cast<std::size_t>(std::bit_cast<Bits>(value) >> kShift); }

  struct Bucket {
    std::size_t first_rank;
    std::vector<T> values;
  };
  std::vector<std::uint32_t> counts_ = std::vector<std::uint32_t>(kNoBucket + 1, 0);
  std::vector<std::uint8_t> slots_ = std::vector<std::uint8_t>(kNoBucket + 1, 0);  // of a bucket: 1 + its place in wanted_; 0: not wanted
  std::vector<Bucket> wanted_;
  std::vector<std::size_t> ranks_, wanted_of_rank_;
};

}  // namespace corkit
