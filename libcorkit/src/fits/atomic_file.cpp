#include "fits/atomic_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <random>
#include <string>
#include <system_error>

#include "core/error.hpp"
#include "fits/file_bytes.hpp"

namespace corkit {

namespace {

std::filesystem::path folder_of(const std::filesystem::path &path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

void create_folder(const std::filesystem::path &path) {
  const auto folder = folder_of(path);
  std::error_code error;
  if (std::filesystem::is_directory(folder, error)) return;
  std::filesystem::create_directories(folder, error);
  // A folder that somebody else created meanwhile is as good.
  std::error_code ignored;
  if (error && !std::filesystem::is_directory(folder, ignored))
    throw Error(CORKIT_ERROR_IO, "cannot create the folder " + shown(folder) + " for " + shown(path) + ": " + error.message());
  if (!std::filesystem::is_directory(folder, ignored))
    throw Error(CORKIT_ERROR_IO, "cannot write " + shown(path) + ": " + shown(folder) + " is not a folder");
}

// Short and independent of the final name, which may already be as long as the file system allows.
std::filesystem::path temporary_name(const std::filesystem::path &folder) {
  std::random_device random;
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string name = ".corkit-";
  for (int k = 0; k < 4; ++k)
    for (unsigned bits = random() & 0xffffu, digit = 0; digit < 4; ++digit, bits >>= 4) name += kDigits[bits & 15u];
  return folder / (name + ".tmp");
}

}  // namespace

void AtomicFile::fail(const char *doing, int error) const {
  throw Error(CORKIT_ERROR_IO, std::string(doing) + " " + shown(path_) + ": " + std::generic_category().message(error));
}

AtomicFile::AtomicFile(const std::filesystem::path &path) : path_(path) {
  if (!path.has_filename()) throw Error(CORKIT_ERROR_IO, "cannot write '" + shown(path) + "': it is no file name");
  create_folder(path);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) fail("cannot write", EISDIR);
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0 && errno != ENOENT) fail("cannot write", errno);
  constexpr int kTries = 100;
  for (int k = 0; k < kTries && fd_ < 0; ++k) {
    temporary_ = temporary_name(folder_of(path));
    fd_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd_ < 0 && errno != EEXIST && errno != EINTR) break;
  }
  if (fd_ < 0) fail("cannot write", errno);
}

AtomicFile::~AtomicFile() {
  if (fd_ >= 0) ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

void AtomicFile::write(const char *data, std::size_t bytes) {
  while (bytes > 0) {
    const ssize_t n = ::write(fd_, data, bytes);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) fail("cannot write", n == 0 ? EIO : errno);
    data += n;
    bytes -= static_cast<std::size_t>(n);
  }
}

void AtomicFile::commit() {
  if (::fsync(fd_) != 0) fail("cannot write", errno);
  const int closed = ::close(fd_);
  fd_ = -1;
  if (closed != 0) fail("cannot write", errno);
  if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail("cannot write", errno);
  temporary_.clear();
}

}  // namespace corkit
