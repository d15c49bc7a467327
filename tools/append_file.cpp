#include "append_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "handles.hpp"

namespace tool {

namespace {

// Where locks are not to be had, on some network file systems, O_APPEND alone keeps lines whole.
class Lock {
 public:
  explicit Lock(int fd) : fd_(fd) { ::flock(fd, LOCK_EX); }
  ~Lock() { ::flock(fd_, LOCK_UN); }
  Lock(const Lock &) = delete;
  Lock &operator=(const Lock &) = delete;

 private:
  int fd_;
};

off_t size_of(int fd) {
  struct stat info {};
  return ::fstat(fd, &info) == 0 && S_ISREG(info.st_mode) ? info.st_size : 0;
}

off_t end_of_last_line(int fd) {
  std::array<char, 4096> part{};
  for (off_t end = size_of(fd); end > 0;) {
    const off_t begin = end > static_cast<off_t>(part.size()) ? end - static_cast<off_t>(part.size()) : 0;
    const ssize_t n = ::pread(fd, part.data(), static_cast<size_t>(end - begin), begin);
    if (n != end - begin) return size_of(fd);
    for (ssize_t i = n; i > 0; --i)
      if (part[static_cast<size_t>(i - 1)] == '\n') return begin + i;
    end = begin;
  }
  return 0;
}

}  // namespace

AppendFile::AppendFile(std::string option, std::string path) : option_(std::move(option)), path_(std::move(path)) {
  if (path_.empty()) return;
  fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (fd_ < 0) fd_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);  // a pipe or a device
  if (fd_ < 0) fail(errno);
}

AppendFile::~AppendFile() {
  if (fd_ >= 0) ::close(fd_);
}

void AppendFile::fail(int error) const {
  throw Failure(CORKIT_ERROR_IO, option_ + ' ' + path_ + ": cannot be written: " + std::generic_category().message(error));
}

std::string AppendFile::beginning() const {
  std::string text(4096, '\0');
  const ssize_t n = size_of(fd_) > 0 ? ::pread(fd_, text.data(), text.size(), 0) : 0;
  text.resize(n > 0 ? static_cast<size_t>(n) : 0);
  return text;
}

void AppendFile::cut_half_line() {
  const Lock lock(fd_);
  const off_t end = end_of_last_line(fd_);
  if (end != size_of(fd_) && ::ftruncate(fd_, end) != 0) fail(errno);
}

void AppendFile::end_last_line() {
  const Lock lock(fd_);
  if (end_of_last_line(fd_) != size_of(fd_)) append_locked("\n");
}

std::string AppendFile::first_line(const std::string &line) {
  const Lock lock(fd_);
  const std::string text = beginning();
  if (text.empty() && size_of(fd_) > 0) return "";  // it cannot be read
  if (text.find('\n') != std::string::npos || !line.starts_with(text)) return text.substr(0, text.find('\n'));
  if (!text.empty() && ::ftruncate(fd_, 0) != 0) fail(errno);
  append_locked(line + '\n');
  return "";
}

void AppendFile::append(const std::string &text) {
  const Lock lock(fd_);
  append_locked(text);
}

void AppendFile::append_locked(const std::string &text) {
  const off_t before = size_of(fd_);
  for (size_t done = 0; done < text.size();) {
    const ssize_t n = ::write(fd_, text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) {
      const int error = n == 0 ? EIO : errno;
      if (done > 0) std::ignore = ::ftruncate(fd_, before);
      fail(error);
    }
    done += static_cast<size_t>(n);
  }
}

}  // namespace tool
