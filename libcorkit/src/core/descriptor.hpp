// An open file's descriptor, closed with it.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <utility>

namespace corkit {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(Descriptor &&other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  int get() const { return fd_; }  // negative: none

  // Up to `wanted` bytes from a place in the file; fewer where it ends, a negative number where it cannot be read (errno).
  ssize_t read_at(std::size_t place, char *to, std::size_t wanted) const {
    std::size_t done = 0;
    while (done < wanted) {
      const ssize_t n = ::pread(fd_, to + done, wanted - done, static_cast<off_t>(place + done));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return n;
      if (n == 0) break;
      done += static_cast<std::size_t>(n);
    }
    return static_cast<ssize_t>(done);
  }

 private:
  int fd_;
};

}  // namespace corkit
