#include "api/guard.hpp"

#include <algorithm>

namespace corkit::api {

namespace {

// No std::string: a thread's destructors are registered when it first fails, which may be for want of memory, and glibc ends the process
// where that does not succeed.
thread_local char last_sentence[sizeof corkit_error::message] = "";

}  // namespace

const char *last_error() noexcept { return last_sentence; }

int fail(corkit_status status, std::string_view sentence, std::string_view middle, std::string_view end) noexcept {
  std::size_t used = 0;
  for (const auto part : {sentence, middle, end}) {
    copy_text(part, last_sentence + used, sizeof last_sentence - used);
    used = std::min(used + part.size(), sizeof last_sentence - 1);
  }
  make_printable(last_sentence);  // what std::exception says, and a character cut in two
  return status;
}

void require(const void *pointer, const char *name) {
  if (pointer == nullptr) throw Error(CORKIT_ERROR_ARGUMENT, std::string(name) + " is NULL");
}

void copy_text(std::string_view text, char *buffer, std::size_t capacity) noexcept {
  if (buffer == nullptr || capacity == 0) return;
  buffer[text.copy(buffer, capacity - 1)] = '\0';
}

}  // namespace corkit::api
