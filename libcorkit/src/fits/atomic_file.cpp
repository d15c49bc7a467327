#include "fits/atomic_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <string>
#include <system_error>
#include <utility>

#include "core/error.hpp"
#include "fits/file_bytes.hpp"

namespace corkit {

namespace {

constexpr unsigned kTries = 100;    // names, of which others may hold some
constexpr unsigned kFreeNames = 4;  // in a row: beyond them nothing is looked for

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

// Short, since the final name may already be as long as the file system allows: FNV-1a of it, and which try this is.
std::filesystem::path temporary_name(const std::filesystem::path &path, unsigned attempt) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : path.filename().string()) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  std::array<char, 48> name{};
  std::snprintf(name.data(), name.size(), ".corkit-%016llx-%x.tmp", static_cast<unsigned long long>(hash), attempt);
  return folder_of(path) / name.data();
}

std::string own_link(int fd) { return "/proc/self/fd/" + std::to_string(fd); }

// Whether the name still leads to the open file: whoever held the lock before may have renamed or removed it.
// Asked again where the answer fails: a file just created that is given up stays.
bool has_name(int fd, const std::filesystem::path &name) {
  struct stat open_file {
  }, named{};
  const auto known = [&] { return ::fstat(fd, &open_file) == 0 && ::lstat(name.c_str(), &named) == 0; };
  return (known() || known()) && S_ISREG(named.st_mode) && open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

bool lock(int fd) { return ::flock(fd, LOCK_EX | LOCK_NB) == 0; }

// Locks a file just created. Between its creation and its lock another may have taken it over, and even finished it: then the open file
// is the other's, or already the final one, and must not be touched. A file system without locks has no taking over either.
bool keeps(int fd, const std::filesystem::path &name) { return (lock(fd) || errno != EWOULDBLOCK) && has_name(fd, name); }

// Opens and locks what a killed program left under this name; -1 where it is somebody's, or locks are not to be had.
int take_over(const std::filesystem::path &name) {
  const int fd = ::open(name.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return -1;
  if (lock(fd) && has_name(fd, name)) return fd;
  ::close(fd);
  return -1;
}

void remove_left_temporary(const std::filesystem::path &name) {
  const int fd = take_over(name);
  if (fd < 0) return;
  ::unlink(name.c_str());
  ::close(fd);
}

// Removes what programs killed beside others left under the further names, from first on: who finds an earlier name free never comes to
// them. Nothing depends on it, so that whatever fails here leaves the file to the next writer.
void remove_left(const std::filesystem::path &path, unsigned first) {
  for (unsigned attempt = first, free = 0; attempt < kTries && free < kFreeNames; ++attempt) {
    const auto name = temporary_name(path, attempt);
    struct stat info {};
    free = ::lstat(name.c_str(), &info) == 0 ? 0 : free + 1;
    if (free == 0) remove_left_temporary(name);
  }
}

}  // namespace

void remove_left_temporaries(const std::filesystem::path &path) { remove_left(path, 0); }

void remove_left_temporaries_in(const std::filesystem::path &folder) {
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with(".corkit-") && name.ends_with(".tmp")) remove_left_temporary(entry->path());
  }
}

void AtomicFile::fail(const char *doing, int error) const {
  throw Error(CORKIT_ERROR_IO, std::string(doing) + " " + shown(path_) + ": " + std::generic_category().message(error));
}

AtomicFile::AtomicFile(const std::filesystem::path &path, TemporaryFile kind) : path_(path) {
  if (!path.has_filename()) throw Error(CORKIT_ERROR_IO, "cannot write '" + shown(path) + "': it is no file name");
  create_folder(path);
  try {
    open_for(kind);
  } catch (...) {
    discard();
    throw;
  }
}

void AtomicFile::open_for(TemporaryFile kind) {
  const auto &path = path_;
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) fail("cannot write", EISDIR);
  struct stat info {};
  const bool exists = ::lstat(path.c_str(), &info) == 0;
  if (!exists && errno != ENOENT) fail("cannot write", errno);
  // What a name leads to: renaming would put a file in a device's place.
  if (exists && ::stat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode))
    throw Error(CORKIT_ERROR_IO, "cannot write " + shown(path) + ": it is a device, a pipe or a socket; give the name of a file");
#if defined(O_TMPFILE)
  if (kind == TemporaryFile::nameless_if_possible && !exists) {
    fd_ = ::open(folder_of(path).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
    // A name is given by way of /proc.
    if (fd_ >= 0 && ::access(own_link(fd_).c_str(), F_OK) != 0) {
      ::close(fd_);
      fd_ = -1;
    }
  }
#endif
  if (fd_ < 0)
    open_named();
  else
    remove_left(path, 0);
}

void AtomicFile::open_named() {
  int error = 0;
  for (unsigned attempt = 0; attempt < kTries; ++attempt) {
    auto name = temporary_name(path_, attempt);
    int fd = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
    error = errno;
    if (fd < 0 && error != EEXIST && error != EINTR) break;
    if (fd >= 0 && !keeps(fd, name)) {
      ::close(fd);
      fd = -1;
    } else if (fd < 0) {
      fd = take_over(name);
    }
    if (fd < 0) continue;
    fd_ = fd;
    temporary_ = std::move(name);  // which needs no memory: from here on the file is removed where something fails
    if (::ftruncate(fd, 0) != 0) fail("cannot write", errno);
    remove_left(path_, attempt + 1);
    return;
  }
  fail("cannot write", error);
}

AtomicFile::~AtomicFile() { discard(); }

void AtomicFile::discard() noexcept {
  // Under the lock, so that it is not another's by then.
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
  if (fd_ >= 0) ::close(fd_);
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

// Gives the file its final name; a temporary one of its own where another writer was there first.
void AtomicFile::link_nameless() {
  const std::string self = own_link(fd_);
  const auto linked = [&](const std::filesystem::path &name) {
    return ::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
  };
  if (linked(path_)) return;
  if (errno == EEXIST) {
    remove_left(path_, 0);
    lock(fd_);  // nobody takes it over before it has its final name; without locks nobody takes anything over
    errno = EEXIST;
  }
  for (unsigned attempt = 0; attempt < kTries && errno == EEXIST; ++attempt) {
    auto name = temporary_name(path_, attempt);
    if (linked(name)) {
      temporary_ = std::move(name);
      return;
    }
  }
  fail("cannot write", errno);
}

void AtomicFile::commit() {
  if (::fsync(fd_) != 0) fail("cannot write", errno);
  if (temporary_.empty()) link_nameless();
  if (!temporary_.empty()) {
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) fail("cannot write", errno);
    temporary_.clear();
  }
  // Synced already: closing has nothing left to report.
  ::close(fd_);
  fd_ = -1;
}

}  // namespace corkit
