#include "archive/partial_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>
#include <thread>

#include "handles.hpp"
#include "interrupt.hpp"

namespace tool::archive {

namespace fs = std::filesystem;
using nlohmann::json;

PartialFile::PartialFile(fs::path target) : target_(std::move(target)) {
  path_ = target_.parent_path() / ('.' + target_.filename().string() + ".part");
  origin_path_ = path_.string() + ".json";
  if (target_.has_parent_path()) {
    std::error_code error;
    fs::create_directories(target_.parent_path(), error);
    if (error && !fs::is_directory(target_.parent_path())) fail(error.value());
  }
  open_and_lock();
  read_origin();
}

PartialFile::~PartialFile() {
  if (fd_ < 0) return;
  if (size_ == 0) {
    ::unlink(origin_path_.c_str());
    ::unlink(path_.c_str());
  }
  ::close(fd_);
}

void PartialFile::fail(int error) const {
  throw Failure(CORKIT_ERROR_IO, target_.string() + ": cannot be written: " + std::generic_category().message(error) +
                                     "; check the folder's permissions and the free space");
}

void PartialFile::open_and_lock() {
  using namespace std::chrono_literals;
  while (true) {
    fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd_ < 0) fail(errno);
    while (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
      const int error = errno;
      if (error == EWOULDBLOCK && interrupted() == 0) {
        std::this_thread::sleep_for(50ms);
        continue;
      }
      if (error == EINTR && interrupted() == 0) continue;
      ::close(fd_);
      fd_ = -1;
      if (interrupted() != 0) throw Interrupted{};
      fail(error);
    }
    // Whoever held the lock may have given the file its final name, or removed it.
    struct stat mine {
    }, named{};
    if (::fstat(fd_, &mine) == 0 && ::lstat(path_.c_str(), &named) == 0 && mine.st_ino == named.st_ino && mine.st_dev == named.st_dev) {
      size_ = static_cast<std::int64_t>(mine.st_size);
      return;
    }
    ::close(fd_);
    fd_ = -1;
  }
}

// Bytes of which it is not known where they come from are of no use.
void PartialFile::read_origin() {
  if (size_ == 0) return;
  std::ifstream file(origin_path_, std::ios::binary);
  const json text = file ? json::parse(file, nullptr, false) : json();
  try {
    origin_.url = text.at("url");
    origin_.validator = text.at("validator");
    origin_.total = text.at("total");
    if (!text.at("modified").is_null()) origin_.modified = text.at("modified").get<std::time_t>();
  } catch (const json::exception &) {
    origin_ = {};
  }
  if (origin_.url.empty() || origin_.validator.empty() || (origin_.total >= 0 && size_ > origin_.total)) discard();
}

void PartialFile::begin(const Origin &origin) {
  // In this order, so that bytes never stand beside another file's origin.
  if (::ftruncate(fd_, 0) != 0 || ::lseek(fd_, 0, SEEK_SET) < 0) fail(errno);
  size_ = 0;
  origin_ = origin;
  if (origin.validator.empty()) {
    ::unlink(origin_path_.c_str());
    return;
  }
  const json text{{"url", origin.url},
                  {"validator", origin.validator},
                  {"total", origin.total},
                  {"modified", origin.modified ? json(static_cast<std::int64_t>(*origin.modified)) : json(nullptr)}};
  std::ofstream file(origin_path_, std::ios::binary | std::ios::trunc);
  file << text.dump(-1, ' ', false, json::error_handler_t::replace);
  file.close();
  if (!file) fail(errno);
}

void PartialFile::append(const char *data, std::size_t bytes) {
  while (bytes > 0) {
    const ssize_t n = ::pwrite(fd_, data, bytes, static_cast<off_t>(size_));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail(n == 0 ? EIO : errno);
    data += n;
    bytes -= static_cast<std::size_t>(n);
    size_ += n;
  }
}

void PartialFile::commit(std::optional<std::time_t> modified) {
  if (::fsync(fd_) != 0) fail(errno);
  if (modified) {
    const timespec times[2] = {{0, UTIME_OMIT}, {*modified, 0}};
    if (::futimens(fd_, times) != 0) fail(errno);
  }
  if (::rename(path_.c_str(), target_.c_str()) != 0) fail(errno);
  ::unlink(origin_path_.c_str());
  ::close(fd_);
  fd_ = -1;
}

}  // namespace tool::archive
