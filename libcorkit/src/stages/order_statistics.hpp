// Order statistics of the positive pixels of an image, without sorting it.
//
// Notes     1. Positive floating-point numbers sort like their bit patterns, so one pass over the leading bits finds the few buckets that
//              hold the wanted ranks, and only those are gathered in a second pass and selected from. The passes are the caller's, who has
//              other things to compute in them.
//           2. Neighbouring pixels often fall into the same bucket: two tables in turn, or each count would wait for the one before it.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <span>
#include <vector>

#include "core/image.hpp"
#include "stages/positive_piece.hpp"

namespace corkit {

// First count() all pixels, piece by piece, then want() the ranks, then gather() all pixels again, then values().
template <class T>
class PositiveOrderStatistics {
 public:
  CORKIT_INLINED void count(const PositivePiece<T> &piece) {
    const auto keys = piece.keys();
    for (std::size_t k = 0; k < kPiece; k += kTables)
      for (std::size_t table = 0; table < kTables; ++table) ++counts_[table * kBuckets + keys[k + table]];
  }

  // 0-based, each below the number of positive values; at most 255 of them.
  void want(std::span<const std::size_t> ranks) {
    ranks_.assign(ranks.begin(), ranks.end());
    std::vector<std::size_t> order(ranks.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });
    wanted_of_rank_.resize(ranks.size());
    std::size_t key = 0;
    std::size_t below = 0;
    for (const std::size_t i : order) {
      while (key + 1 < PositivePiece<T>::kNoKey && below + population(key) <= ranks[i]) below += population(key++);
      if (wanted_.empty() || wanted_.back().key != key)
        wanted_.push_back({static_cast<std::uint16_t>(key), below, 0, room_for(population(key))});
      wanted_of_rank_[i] = wanted_.size() - 1;
    }
  }

  CORKIT_INLINED void gather(const PositivePiece<T> &piece) {
    const auto keys = piece.keys();
    std::array<std::uint8_t, kPiece> place{};  // 1 + that of the bucket; 0: not wanted
    std::uint8_t next = 0;
    for (const Bucket &bucket : wanted_) {
      ++next;
      const std::uint16_t key = bucket.key;
      for (std::size_t k = 0; k < kPiece; ++k) place[k] = keys[k] == key ? next : place[k];
    }
    constexpr std::size_t kWord = sizeof(std::uint64_t);
    for (std::size_t first = 0; first < kPiece; first += kWord) {
      std::uint64_t any;
      std::memcpy(&any, place.data() + first, kWord);
      if (any == 0) continue;
      for (std::size_t k = first; k < first + kWord; ++k) {
        if (place[k] == 0) continue;
        Bucket &bucket = wanted_[place[k] - std::size_t{1}];
        bucket.values[bucket.gathered++] = piece[k];
      }
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
  static constexpr std::size_t kBuckets = std::size_t{1} << 16;
  static constexpr std::size_t kTables = 2;

  using Values = std::vector<T, detail::DefaultInitAllocator<T>>;
  struct Bucket {
    std::uint16_t key;
    std::size_t first_rank;
    std::size_t gathered;
    Values values;
  };

  // Of a power of two, so that the next image finds it in the pool.
  static Values room_for(std::size_t population) {
    Values values;
    values.reserve(std::bit_ceil(population));
    values.resize(population);
    return values;
  }

  std::size_t population(std::size_t key) const {
    std::size_t sum = 0;
    for (std::size_t table = 0; table < kTables; ++table) sum += counts_[table * kBuckets + key];
    return sum;
  }

  Image<std::uint32_t> counts_{static_cast<int>(kBuckets), static_cast<int>(kTables), 0};
  std::vector<Bucket> wanted_;
  std::vector<std::size_t> ranks_, wanted_of_rank_;
};

}  // namespace corkit
