// abort() in another library's code, and the host's handler, mask and alternate stack afterwards.

#include "core/abort_guard.hpp"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cerrno>
#include <cstdlib>
#include <vector>

#include "core/thread_group.hpp"

namespace {

using corkit::survives_abort;

// ThreadSanitizer shows handlers an errno of its own.
#if defined(__SANITIZE_THREAD__)
constexpr bool errno_is_seen = false;
#elif defined(__has_feature)
constexpr bool errno_is_seen = !__has_feature(thread_sanitizer);
#else
constexpr bool errno_is_seen = true;
#endif

void out_of_memory(void * /*nothing*/) {
  errno = ENOMEM;
  std::abort();
}

void damaged_heap(void * /*nothing*/) { std::abort(); }

void count(void *number) { ++*static_cast<int *>(number); }

void host_handler(int /*signal*/) { _exit(42); }
void other_handler(int /*signal*/) { _exit(43); }

bool abort_is_blocked() {
  sigset_t mask;
  pthread_sigmask(SIG_SETMASK, nullptr, &mask);
  return sigismember(&mask, SIGABRT) == 1;
}

void block_abort(int how) {
  sigset_t mask;
  sigemptyset(&mask);
  sigaddset(&mask, SIGABRT);
  pthread_sigmask(how, &mask, nullptr);
}

// The handler of SIGABRT, put back at the end.
class Handler {
 public:
  explicit Handler(void (*handler)(int)) {
    struct sigaction mine {};
    mine.sa_handler = handler;
    mine.sa_flags = SA_RESTART;
    sigemptyset(&mine.sa_mask);
    sigaddset(&mine.sa_mask, SIGUSR2);
    sigaction(SIGABRT, &mine, &former_);
  }
  ~Handler() { sigaction(SIGABRT, &former_, nullptr); }
  Handler(const Handler &) = delete;
  Handler &operator=(const Handler &) = delete;

  static bool is(void (*handler)(int)) {
    struct sigaction now {};
    sigaction(SIGABRT, nullptr, &now);
    return now.sa_handler == handler && (now.sa_flags & SA_RESTART) != 0 && sigismember(&now.sa_mask, SIGUSR2) == 1;
  }
  static bool is_default() {
    struct sigaction now {};
    sigaction(SIGABRT, nullptr, &now);
    return now.sa_handler == SIG_DFL;
  }

 private:
  struct sigaction former_ {};
};

// How a child ends that does this: its status, or the number of its signal, negative.
template <class Work>
int ending_of(const Work &work, bool first = true) {
  const pid_t child = fork();
  if (child == 0) {
    if (first) signal(SIGABRT, SIG_DFL);  // Boost.Test has a handler
    alarm(60);
    work();
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

std::atomic<bool> planning = false;

// Until another thread ends the process.
void wait_for_ever(void * /*nothing*/) {
  planning = true;
  for (;;) pause();
}

void abort_while_another_plans() {
  corkit::ThreadGroup threads;
  threads.start([] { survives_abort(wait_for_ever, nullptr); });
  while (!planning) usleep(100);
  std::abort();
}

void say_so_and_wait(void *pipe_end) {
  const char byte = 0;
  if (write(*static_cast<int *>(pipe_end), &byte, 1) != 1) _exit(1);
  for (;;) pause();
}

void signal_from_another_process() {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return;
  const pid_t self = getpid();
  if (fork() == 0) {
    char byte = 1;
    _exit(read(ends[0], &byte, 1) == 1 ? kill(self, SIGABRT) : 1);
  }
  survives_abort(say_so_and_wait, &ends[1]);
}

// A child of a process of which another thread is in the middle of a guarded call: that thread is not in the child.
template <class Work>
int ending_of_a_child_forked_meanwhile(const Work &work) {
  return ending_of([&] {
    corkit::ThreadGroup threads;
    threads.start([] { survives_abort(wait_for_ever, nullptr); });
    while (!planning) usleep(100);
    const int ending = ending_of(work, false);
    _exit(ending < 0 ? 100 - ending : ending);
  });
}

}  // namespace

BOOST_AUTO_TEST_CASE(abort_for_want_of_memory_is_survived_any_number_of_times) {
  int calls = 0;
  for (int k = 0; k < 5; ++k) {
    BOOST_TEST(!survives_abort(out_of_memory, nullptr));
    BOOST_TEST(survives_abort(count, &calls));
  }
  BOOST_TEST(calls == 5);
}

BOOST_AUTO_TEST_CASE(handler_mask_and_errno_are_the_hosts_afterwards) {
  const Handler host(host_handler);
  int calls = 0;
  for (const bool blocked : {false, true}) {
    if (blocked) block_abort(SIG_BLOCK);
    errno = EDOM;
    BOOST_TEST(survives_abort(count, &calls));
    BOOST_TEST(!survives_abort(out_of_memory, nullptr));
    BOOST_TEST(errno == EDOM);
    BOOST_TEST(Handler::is(host_handler));
    BOOST_TEST(abort_is_blocked() == blocked);
  }
  block_abort(SIG_UNBLOCK);
}

BOOST_AUTO_TEST_CASE(the_alternate_stack_stays_the_hosts_and_unused) {
  std::vector<char> memory(std::size_t{64} << 10);
  stack_t mine{}, former{}, now{};
  mine.ss_sp = memory.data();
  mine.ss_size = memory.size();
  sigaltstack(&mine, &former);
  for (int k = 0; k < 3; ++k) BOOST_TEST(!survives_abort(out_of_memory, nullptr));
  sigaltstack(nullptr, &now);
  BOOST_TEST(now.ss_sp == mine.ss_sp);
  BOOST_TEST(now.ss_size == mine.ss_size);
  BOOST_TEST(now.ss_flags == 0);
  if (former.ss_sp == nullptr) former.ss_flags = SS_DISABLE;
  BOOST_TEST(sigaltstack(&former, nullptr) == 0);
}

BOOST_AUTO_TEST_CASE(threads_are_guarded_one_after_the_other) {
  std::array<int, 8> survived{};
  {
    corkit::ThreadGroup threads;
    for (int &mine : survived)
      threads.start([&mine] {
        for (int k = 0; k < 50; ++k) mine += survives_abort(out_of_memory, nullptr) ? 0 : 1;
      });
  }
  for (const int mine : survived) BOOST_TEST(mine == 50);
}

BOOST_AUTO_TEST_CASE(aborts_of_others_end_the_process_as_the_host_has_it) {
  BOOST_TEST(ending_of(abort_while_another_plans) == -SIGABRT);
  BOOST_TEST(ending_of(signal_from_another_process) == -SIGABRT);
  BOOST_TEST(ending_of([] {
               const Handler host(host_handler);
               abort_while_another_plans();
             }) == 42);
  BOOST_TEST(ending_of([] {
               survives_abort(out_of_memory, nullptr);
               std::abort();
             }) == -SIGABRT);
}

BOOST_AUTO_TEST_CASE(a_child_forked_amid_a_guarded_call_is_guarded_and_ends_as_the_host_has_it) {
  BOOST_TEST(ending_of_a_child_forked_meanwhile([] {
               for (int k = 0; k < 3; ++k)
                 if (survives_abort(out_of_memory, nullptr)) _exit(1);
               _exit(Handler::is_default() ? 7 : 2);
             }) == 7);
  BOOST_TEST(ending_of_a_child_forked_meanwhile([] { std::abort(); }) == 100 + SIGABRT);
  BOOST_TEST(ending_of_a_child_forked_meanwhile([] {
               survives_abort(out_of_memory, nullptr);
               std::abort();
             }) == 100 + SIGABRT);
}

BOOST_AUTO_TEST_CASE(abort_without_a_failed_allocation_ends_the_process_as_the_host_has_it) {
  if (!errno_is_seen) return;
  BOOST_TEST(ending_of([] { survives_abort(damaged_heap, nullptr); }) == -SIGABRT);
  BOOST_TEST(ending_of([] {
               const Handler host(host_handler);
               survives_abort(damaged_heap, nullptr);
             }) == 42);
}

BOOST_AUTO_TEST_CASE(a_handler_that_the_host_sets_meanwhile_stays) {
  const Handler host(host_handler);
  const auto set_another = [](void *) { signal(SIGABRT, other_handler); };
  BOOST_TEST(survives_abort(set_another, nullptr));
  struct sigaction now {};
  sigaction(SIGABRT, nullptr, &now);
  BOOST_TEST((now.sa_handler == other_handler));
}
