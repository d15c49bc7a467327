// Memory of images, kept for the next image of the same thread: fresh pages from the kernel cost more than most stages compute.
//
// Notes     1. Each thread keeps at most kKeptBytes of what it freed, small and latest buffers, and gives all of it back when it ends.
//              Large ones lie on huge pages where the system has them.
//           2. A buffer may be freed by another thread than the one that took it.
//           3. Buffers below kSmallest, and all of them under a sanitizer, come from operator new and go back to it at once.
#pragma once

#include <cstddef>
#include <memory>

namespace corkit::detail {

inline constexpr std::size_t kSmallest = std::size_t{64} << 10;
inline constexpr std::size_t kKeptBytes = std::size_t{16} << 20;

// Throws std::bad_alloc. Aligned for vector registers.
void *take_buffer(std::size_t bytes);
// bytes is what was asked for.
void give_buffer(void *buffer, std::size_t bytes) noexcept;
// What this thread keeps now.
std::size_t kept_buffer_bytes() noexcept;

// Of bytes, as std::unique_ptr<char[]> would hold them.
struct GiveBack {
  std::size_t bytes = 0;
  void operator()(char *buffer) const noexcept { give_buffer(buffer, bytes); }
};
using PooledBytes = std::unique_ptr<char[], GiveBack>;
inline PooledBytes take_bytes(std::size_t bytes) { return {static_cast<char *>(take_buffer(bytes)), GiveBack{bytes}}; }

}  // namespace corkit::detail
