// Threads that are joined when the group goes. std::jthread does that too, where the C++ library has it; Apple's and older libc++ do not.
#pragma once

#include <new>
#include <system_error>
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

  // False where the system has no room for another thread: the work is for those that are there.
  template <class Work>
  bool start_if_possible(const Work &work) {
    try {
      start(work);
      return true;
    } catch (const std::system_error &) {
    } catch (const std::bad_alloc &) {
    }
    return false;
  }

  void join() {
    for (std::thread &thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  std::vector<std::thread> threads_;
};

}  // namespace corkit
