// How often a check is repeated. A sanitizer makes a round ten times as long: its builds run every fifth of the release build's rounds,
// from the first to the last. So that each of them is the release build's, a round draws its own random numbers, from a seed of its number.
// Five, since kinds of input take turns by two, three or eleven.
#pragma once

namespace corkit::test {

#if defined(CORKIT_SANITIZED)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

inline constexpr int round_step = sanitized ? 5 : 1;

}  // namespace corkit::test
