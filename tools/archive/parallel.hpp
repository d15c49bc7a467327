// Numbers 0 ... count-1 shared among threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

#include "archive/partial_file.hpp"
#include "interrupt.hpp"

namespace tool::archive {

// work(i, state) for each i, each thread with a State of its own, at most `jobs` at a time, in order of beginning. Once a signal came no
// further one is begun. work throws nothing but Interrupted.
template <class State, class Work>
void in_parallel(std::size_t count, unsigned jobs, const Work &work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    State state;
    while (interrupted() == 0) {
      const std::size_t i = next.fetch_add(1);
      if (i >= count) return;
      try {
        work(i, state);
      } catch (const Interrupted &) {
        return;
      }
    }
  };
  std::vector<std::jthread> helpers;
  for (std::size_t n = 1; n < std::min<std::size_t>(jobs, count); ++n) helpers.emplace_back(run);
  run();
}

}  // namespace tool::archive
