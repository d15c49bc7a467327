// How often a check is repeated. A sanitizer makes a round ten times as long and looks at memory, of which the first rounds show most: its
// builds run a quarter of the rounds, each of them the release build's.
#pragma once

#include <algorithm>

namespace corkit::test {

#if defined(CORKIT_SANITIZED)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

constexpr int rounds(int all) { return sanitized ? std::max(all / 4, 1) : all; }

}  // namespace corkit::test
