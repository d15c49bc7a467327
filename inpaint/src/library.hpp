// libcorkit's C handles as values, its failures as exceptions.
#pragma once

#include <corkit/corkit.h>

#include <memory>
#include <string>

#include "core/error.hpp"

namespace corkit::inpaint {

template <auto Release>
struct Releaser {
  template <class T>
  void operator()(T *handle) const noexcept {
    Release(handle);
  }
};

using ContextHandle = std::unique_ptr<corkit_context, Releaser<corkit_context_destroy>>;
using ArrayHandle = std::unique_ptr<corkit_array, Releaser<corkit_array_free>>;
using HeaderHandle = std::unique_ptr<corkit_header, Releaser<corkit_header_free>>;

// Throws the calling thread's last failure unless status is CORKIT_OK.
inline void check(int status) {
  if (status != CORKIT_OK) throw Error(static_cast<corkit_status>(status), corkit_last_error(nullptr));
}

}  // namespace corkit::inpaint
