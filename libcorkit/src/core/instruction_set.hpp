// Which vector instructions the few loops that are compiled more than once may use.
//
// Notes     1. Every version computes the same bits: the same operations in the same order on more pixels at a time, never fused.
//           2. What run_with() calls is compiled for a set only where it is inlined: a lambda marked CORKIT_INLINED_LAMBDA, and
//              functions marked CORKIT_INLINED in it.
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
#define CORKIT_INLINED_LAMBDA __attribute__((always_inline))
#else
#define CORKIT_INLINED inline
#define CORKIT_INLINED_LAMBDA
#endif

namespace corkit {

enum class InstructionSet { baseline, avx2, avx512 };
inline constexpr std::array kInstructionSets{InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512};

inline bool has(InstructionSet set) {
#if CORKIT_HAS_TARGETS
  if (set == InstructionSet::avx512)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512bw");
  if (set == InstructionSet::avx2) return __builtin_cpu_supports("avx2");
#endif
  return set == InstructionSet::baseline;
}

inline InstructionSet best_instruction_set() {
  if (has(InstructionSet::avx512)) return InstructionSet::avx512;
  return has(InstructionSet::avx2) ? InstructionSet::avx2 : InstructionSet::baseline;
}

namespace detail {

template <class Work>
CORKIT_TARGET("avx2")
void run_avx2(const Work &work) {
  work();
}

template <class Work>
CORKIT_TARGET("avx512f,avx512vl,avx512dq,avx512bw")
void run_avx512(const Work &work) {
  work();
}

}  // namespace detail

// The processor must have the set.
template <class Work>
void run_with(InstructionSet set, const Work &work) {
  switch (set) {
    case InstructionSet::avx512:
      return detail::run_avx512(work);
    case InstructionSet::avx2:
      return detail::run_avx2(work);
    case InstructionSet::baseline:
      return work();
  }
}

}  // namespace corkit
