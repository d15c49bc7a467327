// Threads that are joined when the group goes. std::jthread does that too, where the C++ library has it; Apple's and older libc++ do not.
#pragma once

#include <thread>
#include <utility>
#include <vector>

namespace corkit {

class ThreadGroup {
 public:
  ThreadGroup() = default;
  ThreadGroup(const ThreadGroup &) = delete;
  ThreadGroup &operator=(const ThreadGroup &) = delete;
  ~ThreadGroup() { join(); }

  template <class Work>
  void start(Work &&work) {
    threads_.emplace_back(std::forward<Work>(work));
  }

  void join() {
    for (std::thread &thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  std::vector<std::thread> threads_;
};

}  // namespace corkit
