// Which vector instructions the few loops that are compiled more than once may use.
//
// Notes     Every version computes the same bits: the same operations in the same order on more pixels at a time, never fused.
#pragma once

#include <array>

#if defined(__x86_64__) && defined(__GNUC__)
#define CORKIT_TARGET(features) __attribute__((target(features)))
#define CORKIT_HAS_TARGETS 1
#else
#define CORKIT_TARGET(features)
#define CORKIT_HAS_TARGETS 0
#endif
// The body that all versions share is inlined into each of them.
#if defined(__GNUC__)
#define CORKIT_INLINED __attribute__((always_inline)) inline
#else
#define CORKIT_INLINED inline
#endif

namespace corkit {

enum class InstructionSet { baseline, avx2, avx512 };
inline constexpr std::array kInstructionSets{InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512};

inline bool has(InstructionSet set) {
#if CORKIT_HAS_TARGETS
  if (set == InstructionSet::avx512)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq");
  if (set == InstructionSet::avx2) return __builtin_cpu_supports("avx2");
#endif
  return set == InstructionSet::baseline;
}

inline InstructionSet best_instruction_set() {
  if (has(InstructionSet::avx512)) return InstructionSet::avx512;
  return has(InstructionSet::avx2) ? InstructionSet::avx2 : InstructionSet::baseline;
}

}  // namespace corkit
