#include "api/guard.hpp"

#include <algorithm>
#include <atomic>

#include "core/thread_owned.hpp"

namespace corkit::api {

namespace {

struct Sentence {
  char text[sizeof corkit_error::message] = "";
};

// Of each thread, its last failure's.
ThreadOwned<Sentence> &sentences() noexcept {
  static ThreadOwned<Sentence> each;
  return each;
}

// Whether a thread found no memory to keep its sentence in.
constinit std::atomic<bool> lacked_room = false;

}  // namespace

const char *last_error() noexcept {
  const Sentence *mine = sentences().found();
  if (mine != nullptr) return mine->text;
  return lacked_room ? kOutOfMemory : "";
}

int fail(corkit_status status, std::string_view sentence, std::string_view middle, std::string_view end) noexcept {
  Sentence *mine = sentences().mine();
  if (mine == nullptr) {
    lacked_room = true;
    return status;
  }
  std::size_t used = 0;
  for (const auto part : {sentence, middle, end}) {
    copy_text(part, mine->text + used, sizeof mine->text - used);
    used = std::min(used + part.size(), sizeof mine->text - 1);
  }
  make_printable(mine->text);  // what std::exception says, and a character cut in two
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
