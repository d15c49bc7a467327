#include "core/buffer_pool.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <new>

#include "core/thread_owned.hpp"

namespace corkit::detail {
namespace {

constexpr std::align_val_t kAlignment{64};

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kKeeps = false;
#elif defined(__has_feature)
constexpr bool kKeeps = !(__has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer));
#else
constexpr bool kKeeps = true;
#endif

struct Buffer {
  void *memory = nullptr;
  std::size_t bytes = 0;
};

bool pooled(std::size_t bytes) { return kKeeps && bytes >= kSmallest; }

constexpr std::size_t kHugePage = std::size_t{2} << 20;

// Huge pages where the system has them and the buffer holds some; all pages at once, since an image is about to be written as a whole. What
// the system cannot do costs time only.
void settle(void *memory, std::size_t bytes) noexcept {
#ifdef MADV_HUGEPAGE
  if (bytes >= kHugePage) ::madvise(memory, bytes, MADV_HUGEPAGE);
#endif
#ifdef MADV_POPULATE_WRITE
  ::madvise(memory, bytes, MADV_POPULATE_WRITE);
#endif
}

// Large ones are mappings of their own: given back, they are the system's again, and what lives longer than they do cannot pin them.
void *fresh(std::size_t bytes) {
  if (!pooled(bytes)) return ::operator new(bytes, kAlignment);
  const std::size_t spare = bytes >= kHugePage ? kHugePage : 0;
  void *memory = ::mmap(nullptr, bytes + spare, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw std::bad_alloc();
  if (spare > 0) {
    auto *const start = static_cast<std::byte *>(memory);
    const std::size_t before = (spare - reinterpret_cast<std::uintptr_t>(memory) % kHugePage) % kHugePage;
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const std::size_t used = (bytes + page - 1) / page * page;
    if (before > 0) ::munmap(start, before);
    const std::size_t after = bytes + spare > before + used ? bytes + spare - before - used : 0;
    if (after > 0) ::munmap(start + before + used, after);
    memory = start + before;
  }
  settle(memory, bytes);
  return memory;
}

void release(Buffer buffer) noexcept {
  if (pooled(buffer.bytes))
    ::munmap(buffer.memory, buffer.bytes);
  else
    ::operator delete(buffer.memory, kAlignment);
}

// Freed buffers of one thread, the latest last. Of fixed size: giving a buffer back must not need memory.
class Pool {
 public:
  Pool() = default;
  Pool(const Pool &) = delete;
  Pool &operator=(const Pool &) = delete;
  ~Pool() {
    while (count_ > 0) drop(0);
  }

  void *take(std::size_t bytes) noexcept {
    for (std::size_t k = count_; k-- > 0;) {
      if (kept_[k].bytes != bytes) continue;
      void *memory = kept_[k].memory;
      remove(k);
      return memory;
    }
    return nullptr;
  }

  void give(Buffer buffer) noexcept {
    if (buffer.bytes > kKeptBytes) return release(buffer);
    if (count_ == kept_.size()) drop(0);
    while (bytes_ + buffer.bytes > kKeptBytes) drop_one();
    kept_[count_++] = buffer;
    bytes_ += buffer.bytes;
  }

  std::size_t bytes() const noexcept { return bytes_; }

 private:
  // The oldest on huge pages, which cost a third of what small pages do when they are mapped again; else the oldest.
  void drop_one() noexcept {
    std::size_t k = 0;
    while (k < count_ && kept_[k].bytes < kHugePage) ++k;
    drop(k < count_ ? k : 0);
  }
  void drop(std::size_t k) noexcept {
    release(kept_[k]);
    remove(k);
  }
  void remove(std::size_t k) noexcept {
    bytes_ -= kept_[k].bytes;
    std::move(std::next(kept_.begin(), static_cast<std::ptrdiff_t>(k) + 1), std::next(kept_.begin(), static_cast<std::ptrdiff_t>(count_)),
              std::next(kept_.begin(), static_cast<std::ptrdiff_t>(k)));
    --count_;
  }

  std::array<Buffer, 24> kept_;
  std::size_t count_ = 0;
  std::size_t bytes_ = 0;
};

// Images of static storage may be freed when the pools are gone already.
constinit std::atomic<bool> pools_are_gone = false;
struct Pools {
  ThreadOwned<Pool> each;
  Pools() = default;
  Pools(const Pools &) = delete;
  Pools &operator=(const Pools &) = delete;
  ~Pools() { pools_are_gone = true; }
};

Pool *this_threads_pool() noexcept {
  if (pools_are_gone) return nullptr;
  static Pools pools;
  return pools.each.mine();
}

}  // namespace

void *take_buffer(std::size_t bytes) {
  if (pooled(bytes))
    if (Pool *pool = this_threads_pool())
      if (void *kept = pool->take(bytes)) return kept;
  return fresh(bytes);
}

void give_buffer(void *buffer, std::size_t bytes) noexcept {
  if (pooled(bytes))
    if (Pool *pool = this_threads_pool()) return pool->give({buffer, bytes});
  release({buffer, bytes});
}

std::size_t kept_buffer_bytes() noexcept {
  const Pool *pool = this_threads_pool();
  return pool == nullptr ? 0 : pool->bytes();
}

}  // namespace corkit::detail
