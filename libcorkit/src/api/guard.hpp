// The one barrier between C++ and C: exceptions become status numbers and sentences, floating-point flags are restored.
#pragma once

#include <cfenv>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.hpp"
#include "corkit/corkit.h"

namespace corkit::api {

inline constexpr const char *kOutOfMemory = "out of memory: reduce fewer images at once (-j) or raise the memory limit";

// The calling thread's last failure, "" if there was none.
const char *last_error() noexcept;

// Keeps the sentence, made of up to three parts. Where a thread's first one finds no memory, kOutOfMemory stands for it.
int fail(corkit_status status, std::string_view sentence, std::string_view middle = {}, std::string_view end = {}) noexcept;

// The caller's floating-point environment stays the caller's: flags raised inside must not reach it (IDL and GDL report them), and its
// rounding mode, traps and flushing to zero must not reach the arithmetic here.
class FloatingPointGuard {
 public:
  FloatingPointGuard() {
    std::fegetenv(&saved_);
    std::fesetenv(FE_DFL_ENV);
  }
  ~FloatingPointGuard() { std::fesetenv(&saved_); }
  FloatingPointGuard(const FloatingPointGuard &) = delete;
  FloatingPointGuard &operator=(const FloatingPointGuard &) = delete;

 private:
  std::fenv_t saved_{};
};

template <class Body>
int guarded(Body &&body) noexcept {
  const FloatingPointGuard flags;
  // Where the C++ library was loaded late, a thread's first look at its exceptions takes memory, without which glibc ends the process: let
  // it be now, not when there is none.
  static_cast<void>(std::current_exception());
  try {
    std::forward<Body>(body)();
    return CORKIT_OK;
  } catch (const Error &e) {
    return fail(e.status(), e.what());
  } catch (const std::bad_alloc &) {
    return fail(CORKIT_ERROR_MEMORY, kOutOfMemory);
  } catch (const std::exception &e) {
    return fail(CORKIT_ERROR_INTERNAL, "internal error: ", e.what(), "; please report it with the input file");
  } catch (...) {
    return fail(CORKIT_ERROR_INTERNAL, "internal error of unknown kind; please report it with the input file");
  }
}

// Throws when a required pointer is NULL.
void require(const void *pointer, const char *name);

template <class... Pointers>
void require_all(const char *function, Pointers... pointers) {
  if (((pointers == nullptr) || ...)) throw Error(CORKIT_ERROR_ARGUMENT, std::string(function) + ": a required argument is NULL");
}

// Copies text to a caller's buffer, cut and terminated.
void copy_text(std::string_view text, char *buffer, std::size_t capacity) noexcept;

}  // namespace corkit::api
