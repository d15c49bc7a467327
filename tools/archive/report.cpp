#include "archive/report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "command.hpp"
#include "complain.hpp"
#include "handles.hpp"
#include "interrupt.hpp"

namespace tool::archive {

using nlohmann::ordered_json;
using std::chrono::steady_clock;

namespace {

std::string size_text(double bytes) {
  if (bytes < 1e3) return fmt::format("{:.0f} B", bytes);
  return bytes < 1e6 ? fmt::format("{:.1f} kB", bytes / 1e3) : fmt::format("{:.1f} MB", bytes / 1e6);
}

const char *word_of(State state) {
  switch (state) {
    case State::fetched:
      return "fetched";
    case State::updated:
      return "updated";
    case State::current:
      return "unchanged";
    case State::absent:
      return "absent";
    case State::unwanted:
      return "other time";
    case State::failed:
      break;
  }
  return "failed";
}

std::string path_of(const std::string &folder, const std::string &file) { return (std::filesystem::path(folder) / file).string(); }

void print_json(const ordered_json &line) { fmt::print("{}\n", line.dump(-1, ' ', false, ordered_json::error_handler_t::replace)); }

}  // namespace

Report::Report(std::string folder, std::size_t total, bool json, bool quiet)
    : folder_(std::move(folder)),
      json_(json),
      quiet_(quiet),
      terminal_(::isatty(STDERR_FILENO) == 1),
      total_(total),
      began_(steady_clock::now()) {}

bool Report::hopeless() const {
  constexpr std::size_t enough = 16;
  const std::lock_guard lock(mutex_);
  return in_a_row_ >= enough;
}

Report::~Report() { clear(); }

void Report::clear() {
  if (shown_) complain("\r\033[K");
  shown_ = false;
}

void Report::draw(bool now) {
  if (!terminal_) return;
  const auto time = steady_clock::now();
  if (!now && time - drawn_ < std::chrono::milliseconds(200)) return;
  drawn_ = time;
  const double seconds = std::chrono::duration<double>(time - began_).count();
  complain("\r{} of {} files, {}, {}/s\033[K", done_, total_, size_text(bytes_), size_text(seconds > 0 ? bytes_ / seconds : 0));
  std::fflush(stderr);
  shown_ = true;
}

void Report::bytes(std::size_t count) {
  const std::lock_guard lock(mutex_);
  bytes_ += static_cast<double>(count);
  draw(false);
}

void Report::expect(std::size_t more) {
  const std::lock_guard lock(mutex_);
  total_ += more;
}

void Report::say(const std::string &line) {
  const std::lock_guard lock(mutex_);
  clear();
  if (!json_ && !quiet_) fmt::print("{}\n", line);
}

void Report::add(const std::string &file, const Result &result) {
  const std::lock_guard lock(mutex_);
  ++done_;
  const bool failure = result.state == State::failed;
  if (failure) ++failed_;
  in_a_row_ = failure ? in_a_row_ + 1 : 0;
  if (result.state == State::fetched || result.state == State::updated) ++fetched_;
  if (result.state == State::current) ++current_;
  if (result.state == State::absent || result.state == State::unwanted) ++absent_;
  clear();
  const std::string path = path_of(folder_, file);
  if (failure) complain("{}\n", failure_line(path, result.error));
  if (quiet_) {
    // The caller has its own report.
  } else if (json_) {
    const auto or_null = [](const std::string &text) { return text.empty() ? ordered_json(nullptr) : ordered_json(text); };
    print_json({{"file", path},
                {"status", word_of(result.state)},
                {"error", or_null(result.error)},
                {"bytes", result.bytes},
                {"sha256", or_null(result.sha256)},
                {"url", or_null(result.url)}});
  } else if (result.state == State::fetched || result.state == State::updated) {
    fmt::print("{}: {}, {} from {}\n", path, word_of(result.state), size_text(static_cast<double>(result.bytes)), result.url);
  } else if (!failure) {
    fmt::print("{}: {}\n", path, word_of(result.state));
  }
  std::fflush(stdout);
  draw(true);
}

int Report::finish() {
  const std::lock_guard lock(mutex_);
  clear();
  if (!json_ && !quiet_) {
    fmt::print("{} fetched, {} unchanged, {}{} failed\n", fetched_, current_, absent_ == 0 ? "" : fmt::format("{} absent, ", absent_),
               failed_);
  }
  if (const int number = interrupted(); number != 0) {
    complain("corkit: stopped; {} of {} files done; the same command goes on\n", done_ - failed_, total_);
    return 128 + number;
  }
  if (done_ < total_) complain("corkit: too many failures in a row, {} files not tried\n", total_ - done_);
  if (failed_ > 0) complain("corkit: {} of {} files failed; the same command tries them again\n", failed_, total_);
  return failed_ == 0 ? exit_ok : exit_failed;
}

void print_plan(const std::string &folder, const std::string &file, const std::vector<std::string> &urls, bool json) {
  const std::string path = path_of(folder, file);
  if (json) {
    print_json({{"file", path}, {"status", "planned"}, {"urls", urls}});
    return;
  }
  for (std::size_t i = 0; i < urls.size(); ++i) fmt::print("{}{}{}\n", i == 0 ? "" : "  or ", urls[i], i == 0 ? " -> " + path : "");
}

}  // namespace tool::archive
