// Order statistics of the positive pixels of an image, without sorting it.
//
// Notes     positive floating-point numbers sort like their bit patterns, so one pass over the leading bits finds the few buckets that hold
//           the wanted ranks, and only those are gathered and selected from.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <span>
#include <type_traits>
#include <vector>

namespace corkit {

// values[rank] of the positive values in ascending order, for each rank (0-based, below their number). NaN and values <= 0 are left out.
template <class T>
std::vector<T> positive_order_statistics(std::span<const T> pixels, std::span<const std::size_t> ranks) {
  using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;
  constexpr int kShift = static_cast<int>(sizeof(T)) * 8 - 17;  // 16 bits below the sign
  const auto bucket_of = [](T value) { return static_cast<std::size_t>(std::bit_cast<Bits>(value) >> kShift); };

  std::vector<std::uint32_t> counts(std::size_t{1} << 16, 0);
  for (const T value : pixels)
    if (value > 0) ++counts[bucket_of(value)];

  struct Bucket {
    std::size_t first_rank;
    std::vector<T> values;
  };
  std::map<std::size_t, Bucket> wanted;
  std::vector<std::size_t> bucket_of_rank(ranks.size());
  std::vector<std::size_t> order(ranks.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });
  std::size_t bucket = 0;
  std::size_t below = 0;
  for (const std::size_t i : order) {
    while (bucket + 1 < counts.size() && below + counts[bucket] <= ranks[i]) below += counts[bucket++];
    bucket_of_rank[i] = bucket;
    wanted.try_emplace(bucket, Bucket{below, {}}).first->second.values.reserve(counts[bucket]);
  }

  std::vector<std::uint8_t> is_wanted(counts.size(), 0);
  for (const auto &entry : wanted) is_wanted[entry.first] = 1;
  for (const T value : pixels)
    if (value > 0 && is_wanted[bucket_of(value)] != 0) wanted.at(bucket_of(value)).values.push_back(value);

  std::vector<T> result(ranks.size());
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    Bucket &b = wanted.at(bucket_of_rank[i]);
    const auto nth = b.values.begin() + static_cast<std::ptrdiff_t>(std::min(ranks[i] - b.first_rank, b.values.size() - 1));
    std::nth_element(b.values.begin(), nth, b.values.end());
    result[i] = *nth;
  }
  return result;
}

}  // namespace corkit
