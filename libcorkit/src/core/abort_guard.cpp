#include "core/abort_guard.hpp"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace corkit {
namespace {

// A signal's handler is the process's: so is what it looks at. No thread_local: in a library that was loaded late its first use may
// allocate.
struct Guard {
  std::atomic<pid_t> owner = 0;
  std::atomic<bool> active = false;
  static_assert(std::atomic<pid_t>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);
  pthread_t thread{};
  sigjmp_buf back{};
  struct sigaction former {};
};
constinit Guard guard;

// One guarded call at a time. Not a mutex: a child that was forked amid another thread's call would find it locked for ever.
class Turn {
 public:
  Turn() {
    const pid_t self = ::getpid();
    pid_t holder = 0;
    while (!guard.owner.compare_exchange_weak(holder, self, std::memory_order_acquire)) {
      if (holder != self) continue;  // it is free, or was a thread's of the parent
      holder = 0;
      ::sched_yield();
    }
    guard.active = false;
  }
  ~Turn() { guard.owner.store(0, std::memory_order_release); }
  Turn(const Turn &) = delete;
  Turn &operator=(const Turn &) = delete;
};

// Whether the signal comes from abort() or raise() of the thread that runs the handler.
bool from_this_thread(const siginfo_t &info) {
#if defined(SI_TKILL)
  return info.si_code == SI_TKILL && info.si_pid == ::getpid();
#else
  return info.si_pid == ::getpid() || info.si_pid == 0;
#endif
}

// The signal is raised again, and waits until this handler is left.
void leave_to_the_host() {
  ::sigaction(SIGABRT, &guard.former, nullptr);
  ::raise(SIGABRT);
}

extern "C" void corkit_answer_abort(int /*signal*/, siginfo_t *info, void * /*context*/) {
  const bool ours = guard.active && pthread_equal(guard.thread, ::pthread_self()) != 0 && from_this_thread(*info);
  if (ours && errno != 0) siglongjmp(guard.back, 1);
  leave_to_the_host();
}

bool is_ours(const struct sigaction &action) { return (action.sa_flags & SA_SIGINFO) != 0 && action.sa_sigaction == corkit_answer_abort; }

class Handler {
 public:
  Handler() {
    guard.thread = ::pthread_self();
    // Known before it is replaced, for another thread's SIGABRT; ours already in a child that was forked amid another thread's call.
    struct sigaction found {};
    ::sigaction(SIGABRT, nullptr, &found);
    if (!is_ours(found)) guard.former = found;
    struct sigaction mine {};
    mine.sa_sigaction = corkit_answer_abort;
    mine.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&mine.sa_mask);
    ::sigaction(SIGABRT, &mine, nullptr);
    // A C library may end the process without a look at the handler where SIGABRT is blocked.
    sigset_t abort_alone;
    sigemptyset(&abort_alone);
    sigaddset(&abort_alone, SIGABRT);
    ::pthread_sigmask(SIG_UNBLOCK, &abort_alone, &mask_);
  }
  ~Handler() {
    guard.active = false;
    ::pthread_sigmask(SIG_SETMASK, &mask_, nullptr);
    struct sigaction now {};
    ::sigaction(SIGABRT, &guard.former, &now);
    if (!is_ours(now)) ::sigaction(SIGABRT, &now, nullptr);  // another thread of the host has set its own meanwhile
  }
  Handler(const Handler &) = delete;
  Handler &operator=(const Handler &) = delete;

 private:
  sigset_t mask_{};
};

// Apart from what has destructors: the jump must not pass them.
bool returns(void (*work)(void *), void *argument) {
  if (sigsetjmp(guard.back, 1) != 0) return false;
  errno = 0;
  guard.active = true;
  work(argument);
  return true;
}

}  // namespace

bool survives_abort(void (*work)(void *), void *argument) {
  const Turn mine;
  const int host_errno = errno;
  const Handler handler;
  const bool returned = returns(work, argument);
  errno = host_errno;
  return returned;
}

}  // namespace corkit
