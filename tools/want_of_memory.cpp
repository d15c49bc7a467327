#include "want_of_memory.hpp"

#include <signal.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "command.hpp"

namespace tool {
namespace {

std::atomic_flag answered;  // several threads may lack memory at once

bool is_own_abort(const siginfo_t &info) {
#ifdef SI_TKILL
  if (info.si_code != SI_TKILL) return false;
#endif
  return info.si_pid == ::getpid();
}

// Calls only what a signal handler may. SIGABRT is blocked in it: what it raises comes when it is left.
extern "C" void answer_abort(int number, siginfo_t *info, void * /*context*/) {
  const int error = errno;
  if (error != ENOMEM || !is_own_abort(*info)) {
    ::signal(number, SIG_DFL);
    ::raise(number);
    errno = error;
    return;
  }
  while (answered.test_and_set()) ::pause();
  static_cast<void>(!::write(STDERR_FILENO, want_of_memory.data(), want_of_memory.size()));  // where it cannot be said, it is lost
  ::_exit(exit_failed);
}

}  // namespace

void answer_aborts_for_want_of_memory() {
  struct sigaction action {};
  action.sa_sigaction = answer_abort;
  action.sa_flags = SA_SIGINFO;
  sigemptyset(&action.sa_mask);
  sigaction(SIGABRT, &action, nullptr);
}

}  // namespace tool
