#include "validate/child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "handles.hpp"
#include "interrupt.hpp"

// glibc declares it, but names it only so.
extern char **environ;

namespace tool::validate {

namespace {

constexpr int kTick_ms = 50;  // how soon a signal is noticed
constexpr size_t kLongestLine = 4096;

std::vector<std::string> environment_of(const Child &child) {
  std::vector<std::string> all;
  for (char **entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    if (!child.environment.contains(text.substr(0, text.find('=')))) all.push_back(text);
  }
  for (const auto &[name, value] : child.environment)
    if (!value.empty()) all.push_back(fmt::format("{}={}", name, value));
  return all;
}

std::vector<char *> pointers_to(std::vector<std::string> &texts) {
  std::vector<char *> pointers;
  pointers.reserve(texts.size() + 1);
  for (std::string &text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

class Pipe {
 public:
  Pipe() {
    if (::pipe2(ends_.data(), O_CLOEXEC) != 0) throw Failure(CORKIT_ERROR_IO, fmt::format("no pipe: {}", std::strerror(errno)));
  }
  ~Pipe() {
    ::close(ends_[0]);
    close_write();
  }
  Pipe(const Pipe &) = delete;
  Pipe &operator=(const Pipe &) = delete;
  int read_end() const { return ends_[0]; }
  int write_end() const { return ends_[1]; }
  void close_write() {
    if (ends_[1] >= 0) ::close(ends_[1]);
    ends_[1] = -1;
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

// In a process group of its own, so that all of it can be ended; 0 and errno's value where it does not start.
pid_t start(const Child &child, const Pipe &pipe, int &error) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawnattr_init(&attributes);
  ::posix_spawn_file_actions_addchdir_np(&actions, child.folder.c_str());
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, child.input.c_str(), O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, pipe.write_end(), STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, pipe.write_end(), STDERR_FILENO);
  sigset_t defaults;
  sigemptyset(&defaults);
  for (const int number : {SIGPIPE, SIGXFSZ, SIGINT, SIGTERM}) sigaddset(&defaults, number);
  ::posix_spawnattr_setsigdefault(&attributes, &defaults);
  ::posix_spawnattr_setpgroup(&attributes, 0);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
  std::vector<std::string> words = child.words, environment = environment_of(child);
  pid_t process = 0;
  error = ::posix_spawnp(&process, words[0].c_str(), &actions, &attributes, pointers_to(words).data(), pointers_to(environment).data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  return error == 0 ? process : 0;
}

class Lines {
 public:
  explicit Lines(const std::function<bool(const std::string &)> &on_line) : on_line_(on_line) {}
  // True when one of the lines said that work goes on.
  bool add(const char *bytes, size_t count) {
    bool progress = false;
    for (size_t i = 0; i < count; ++i) {
      if (bytes[i] == '\n' || line_.size() >= kLongestLine) progress = end() || progress;
      if (bytes[i] != '\n' && bytes[i] != '\r') line_ += bytes[i];
    }
    return progress;
  }
  bool end() {
    const std::string line = std::move(line_);
    line_.clear();
    return on_line_(line);
  }
  bool open() const { return !line_.empty(); }

 private:
  const std::function<bool(const std::string &)> &on_line_;
  std::string line_;
};

// It has ended, and can still be waited for.
bool has_ended(pid_t process) {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(process), &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == process;
}

// False at the end of the output.
bool read_some(int file, Lines &lines, bool &progress) {
  std::array<char, 8192> bytes{};
  const ssize_t count = ::read(file, bytes.data(), bytes.size());
  if (count < 0 && errno == EINTR) return true;
  if (count <= 0) return false;
  progress = lines.add(bytes.data(), static_cast<size_t>(count)) || progress;
  return true;
}

std::string words_for(int status) {
  if (WIFSIGNALED(status)) return fmt::format("signal {}", WTERMSIG(status));
  return fmt::format("exit status {}", WIFEXITED(status) ? WEXITSTATUS(status) : 0);
}

}  // namespace

ChildResult run_child(const Child &child, const std::function<bool(const std::string &line)> &on_line) {
  using clock = std::chrono::steady_clock;
  Pipe pipe;
  int error = 0;
  const pid_t process = start(child, pipe, error);
  if (process == 0) return {ChildEnd::not_started, std::strerror(error)};
  pipe.close_write();
  Lines lines(on_line);
  ChildResult result;
  auto began = clock::now();
  for (bool open = true; open;) {
    pollfd wanted{pipe.read_end(), POLLIN, 0};
    const bool ended = has_ended(process);
    const int ready = ::poll(&wanted, 1, ended ? 0 : kTick_ms);
    bool progress = false;
    if (ready > 0) open = read_some(pipe.read_end(), lines, progress);
    if (progress) began = clock::now();
    if (ready <= 0 && ended) open = false;  // what it started may keep the pipe
    if (interrupted() != 0) result.end = ChildEnd::interrupted;
    if (clock::now() - began > std::chrono::seconds(child.patience_s)) result.end = ChildEnd::timed_out;
    if (result.end != ChildEnd::ended) open = false;
  }
  // One that has closed its output may still run.
  while (result.end == ChildEnd::ended && !has_ended(process)) {
    ::poll(nullptr, 0, kTick_ms);
    if (interrupted() != 0) result.end = ChildEnd::interrupted;
    if (clock::now() - began > std::chrono::seconds(child.patience_s)) result.end = ChildEnd::timed_out;
  }
  ::kill(-process, SIGKILL);
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  if (lines.open()) lines.end();
  result.sentence = words_for(status);
  return result;
}

}  // namespace tool::validate
