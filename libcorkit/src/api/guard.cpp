#include "api/guard.hpp"

#include <algorithm>
#include <cstring>

namespace corkit::api {

std::string &last_error() {
  thread_local std::string sentence;
  return sentence;
}

int fail(corkit_status status, const std::string &sentence) noexcept {
  try {
    last_error() = sentence;
    std::replace(last_error().begin(), last_error().end(), '\n', ' ');
  } catch (...) {
    // Without memory for the sentence the number must do.
  }
  return status;
}

void require(const void *pointer, const char *name) {
  if (pointer == nullptr) throw Error(CORKIT_ERROR_ARGUMENT, std::string(name) + " is NULL");
}

void copy_text(const std::string &text, char *buffer, std::size_t capacity) noexcept {
  if (buffer == nullptr || capacity == 0) return;
  const std::size_t n = std::min(text.size(), capacity - 1);
  std::memcpy(buffer, text.data(), n);
  buffer[n] = '\0';
}

}  // namespace corkit::api
