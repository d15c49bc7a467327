#include "fits/rice.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace corkit {

namespace {

struct Coding {
  unsigned selector_bits;  // of the number that opens a block
  unsigned raw;            // selector of an uncompressed block
  unsigned word_bits;
};

constexpr Coding coding(int bytepix) {
  if (bytepix == 1) return {3, 6, 8};
  if (bytepix == 2) return {4, 14, 16};
  return {5, 25, 32};
}

class RiceBits {
 public:
  explicit RiceBits(std::string_view bytes) : bytes_(bytes), end_(bytes.size() * 8) {}

  bool skip(std::size_t bits) {
    if (bits > end_ - position_) return false;
    position_ += bits;
    return true;
  }

  // Up to 32 bits.
  bool take(unsigned bits, unsigned &value) {
    if (bits > end_ - position_) return false;
    value = static_cast<unsigned>(window() >> (64 - bits));
    position_ += bits;
    return true;
  }

  // n times a run of zeros, the one that ends it, and some more bits.
  bool skip_codes(std::size_t n, unsigned low_bits) {
    for (; n > 0; --n) {
      auto zeros = static_cast<unsigned>(std::countl_zero(window()));
      while (zeros >= kWindow) {
        position_ += kWindow;
        if (position_ >= end_) return false;
        zeros = static_cast<unsigned>(std::countl_zero(window()));
      }
      position_ += zeros + 1 + low_bits;
    }
    return position_ <= end_;
  }

 private:
  static constexpr unsigned kWindow = 56;

  // At least 57 bits from the position on, most significant first; beyond the end there are zeros.
  std::uint64_t window() const {
    const std::size_t byte = position_ / 8;
    std::uint64_t word = 0;
    if (byte + 8 <= bytes_.size()) {
      std::memcpy(&word, bytes_.data() + byte, 8);
      if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
    } else {
      for (std::size_t k = 0; k < 8; ++k) word = word << 8 | (byte + k < bytes_.size() ? static_cast<unsigned char>(bytes_[byte + k]) : 0u);
    }
    return word << (position_ % 8);
  }

  std::string_view bytes_;
  std::size_t end_;
  std::size_t position_ = 0;
};

}  // namespace

bool rice_stream_is_whole(std::string_view bytes, std::size_t pixels, int bytepix, std::size_t block) {
  const auto code = coding(bytepix);
  RiceBits bits(bytes);
  if (!bits.skip(code.word_bits)) return false;  // the first pixel as it is
  for (std::size_t done = 0; done < pixels; done += block) {
    const std::size_t n = std::min(block, pixels - done);
    unsigned selector = 0;
    if (!bits.take(code.selector_bits, selector)) return false;
    if (selector == 0) continue;  // all pixels equal
    const unsigned low_bits = selector - 1;
    if (low_bits == code.raw) {
      if (!bits.skip(n * code.word_bits)) return false;
      continue;
    }
    if (!bits.skip_codes(n, low_bits)) return false;
  }
  return true;
}

}  // namespace corkit
