// Numbers 0 ... count-1 shared among threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>

#include "archive/partial_file.hpp"
#include "core/thread_group.hpp"
#include "interrupt.hpp"

namespace tool::archive {

// work(i, state) for each i, each thread with a State of its own, at most `jobs` at a time, in order of beginning. Once a signal came, or
// work threw something, no further one is begun; the first thing thrown, unless it is Interrupted, goes to the caller.
template <class State, class Work>
void in_parallel(std::size_t count, unsigned jobs, const Work &work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr error;
  const auto run = [&] {
    try {
      State state;
      while (interrupted() == 0) {
        const std::size_t i = next.fetch_add(1);
        if (i >= count) return;
        work(i, state);
      }
    } catch (const Interrupted &) {
    } catch (...) {
      next = count;
      const std::lock_guard lock(mutex);
      if (!error) error = std::current_exception();
    }
  };
  {
    corkit::ThreadGroup helpers;
    for (std::size_t n = 1; n < std::min<std::size_t>(jobs, count) && helpers.start_if_possible(run);) ++n;
    run();
  }
  if (error) std::rethrow_exception(error);
}

}  // namespace tool::archive
