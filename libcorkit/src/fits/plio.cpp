#include "fits/plio.hpp"

#include <cstddef>

namespace corkit {

bool plio_list_is_whole(std::string_view bytes) {
  const long long words = static_cast<long long>(bytes.size() / 2);
  constexpr long long kOldHeader = 3, kHeader = 7;  // words before the instructions
  if (words < kOldHeader) return false;
  const auto word = [&](long long k) {  // signed, counted from 1 as in the standard
    const auto at = static_cast<std::size_t>(k - 1) * 2;
    return static_cast<short>(static_cast<unsigned char>(bytes[at]) << 8 | static_cast<unsigned char>(bytes[at + 1]));
  };
  long long first = kOldHeader + 1, last = word(3);
  if (last <= 0) {
    if (words < kHeader) return false;
    first = word(2) + 1LL;
    last = (static_cast<long long>(word(5)) << 15) + word(4);
  }
  if (first < 1 || last > words) return false;
  constexpr int kSetHigh = 1;  // takes the next word too
  for (long long k = first; k <= last; ++k) {
    if (word(k) / 4096 != kSetHigh) continue;
    if (++k > words) return false;
  }
  return true;
}

}  // namespace corkit
