#include "interrupt.hpp"

#include <signal.h>

#include <atomic>

namespace tool {

namespace {

// What a signal handler can reach.
std::atomic<int> signal_seen{0}, signals_left{0};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void remember(int number) {
  signal_seen.store(number, std::memory_order_relaxed);
  if (signals_left.fetch_sub(1, std::memory_order_relaxed) <= 1) ::signal(number, SIG_DFL);
}

}  // namespace

void catch_interrupts(int times) {
  signals_left.store(times, std::memory_order_relaxed);
  struct sigaction action {};
  action.sa_handler = remember;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  // nohup's wish to survive the terminal is respected.
  struct sigaction before {};
  if (sigaction(SIGHUP, nullptr, &before) == 0 && before.sa_handler != SIG_IGN) sigaction(SIGHUP, &action, nullptr);
  action.sa_handler = SIG_IGN;
  action.sa_flags = 0;
  sigaction(SIGPIPE, &action, nullptr);
  sigaction(SIGXFSZ, &action, nullptr);
}

int interrupted() { return signal_seen.load(std::memory_order_relaxed); }

}  // namespace tool
