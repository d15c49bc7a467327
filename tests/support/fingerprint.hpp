// A number that stands for many bits: FNV-1a of values' bytes, least significant first on every machine.
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

namespace corkit::test {

class Fingerprint {
 public:
  template <class T>
  void add(T value) {
    using Bits = std::conditional_t<sizeof(T) == 8, std::uint64_t, std::uint32_t>;
    static_assert(sizeof(T) == sizeof(Bits));
    const auto bits = std::bit_cast<Bits>(value);
    for (unsigned shift = 0; shift < 8 * sizeof(Bits); shift += 8) {
      sum_ ^= static_cast<std::uint64_t>(bits >> shift) & 0xffU;
      sum_ *= 0x100000001b3U;
    }
  }
  std::uint64_t value() const { return sum_; }

 private:
  std::uint64_t sum_ = 0xcbf29ce484222325U;
};

}  // namespace corkit::test
