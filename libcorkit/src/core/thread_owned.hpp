// An object of each thread, made at its first use, which goes with the thread.
//
// Notes     1. Not a thread_local: a library that was loaded by dlopen() gets the memory of one at its first use, and its destructor
//              takes memory to be registered. Where there is none, glibc ends the process.
//           2. Of static storage. What other static objects do after it is destroyed finds no object.
#pragma once

#include <pthread.h>

#include <new>

namespace corkit {

template <class T>
class ThreadOwned {
 public:
  ThreadOwned() noexcept : usable_(::pthread_key_create(&key_, destroy) == 0) {}
  ~ThreadOwned() {
    if (!usable_) return;
    destroy(::pthread_getspecific(key_));
    ::pthread_key_delete(key_);
  }
  ThreadOwned(const ThreadOwned &) = delete;
  ThreadOwned &operator=(const ThreadOwned &) = delete;

  // The calling thread's, null where it has none yet.
  T *found() const noexcept { return usable_ ? static_cast<T *>(::pthread_getspecific(key_)) : nullptr; }

  // The calling thread's, null where there is no memory for it.
  T *mine() noexcept {
    if (T *there = found(); there != nullptr || !usable_) return there;
    T *made = new (std::nothrow) T;
    if (made == nullptr || ::pthread_setspecific(key_, made) == 0) return made;
    delete made;
    return nullptr;
  }

 private:
  static void destroy(void *object) { delete static_cast<T *>(object); }

  pthread_key_t key_{};
  bool usable_;
};

}  // namespace corkit
