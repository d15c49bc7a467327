#include "temporary_folder.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "handles.hpp"

namespace tool {

namespace fs = std::filesystem;

namespace {

// What temp_directory_path looks at, which names nothing where it fails.
std::string temporary_place() {
  for (const char *variable : {"TMPDIR", "TMP", "TEMP", "TEMPDIR"})
    if (const char *const value = std::getenv(variable)) return std::string(variable) + " " + value;
  return "/tmp";
}

constexpr mode_t kMarked = S_ISVTX | S_IRWXU;
constexpr std::array<std::string_view, 4> kBeginnings{"corkit-check-", "corkit-list-", "corkit-picture-", "corkit-validate-"};
constexpr int kTries = 100;

int open_folder(const fs::path &path) { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC); }

bool lock(int fd) { return ::flock(fd, LOCK_EX | LOCK_NB) == 0; }

// Whether the name still leads to the open folder.
bool has_name(int fd, const fs::path &path) {
  struct stat mine {
  }, named{};
  return ::fstat(fd, &mine) == 0 && ::lstat(path.c_str(), &named) == 0 && mine.st_dev == named.st_dev && mine.st_ino == named.st_ino;
}

bool is_left(int fd, const fs::path &path) {
  constexpr mode_t all = S_ISUID | S_ISGID | S_ISVTX | S_IRWXU | S_IRWXG | S_IRWXO;
  struct stat info {};
  return ::fstat(fd, &info) == 0 && info.st_uid == ::geteuid() && (info.st_mode & all) == kMarked && lock(fd) && has_name(fd, path);
}

std::string random_ending() {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  std::random_device random;
  std::uniform_int_distribution<std::size_t> any(0, letters.size() - 1);
  std::string ending;
  for (int k = 0; k < 8; ++k) ending += letters[any(random)];
  return ending;
}

}  // namespace

void remove_left_temporary_folders() {
  std::error_code error;
  const fs::path place = fs::temp_directory_path(error);
  if (error) return;
  for (fs::directory_iterator entry(place, error), end; !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (std::none_of(kBeginnings.begin(), kBeginnings.end(), [&](auto beginning) { return name.starts_with(beginning); })) continue;
    const int fd = open_folder(entry->path());
    if (fd < 0) continue;
    std::error_code ignored;
    if (is_left(fd, entry->path())) fs::remove_all(entry->path(), ignored);
    ::close(fd);
  }
}

TemporaryFolder::TemporaryFolder(Temporary purpose) {
  std::error_code error;
  const fs::path place = fs::temp_directory_path(error);
  const auto fail = [](const std::string &where, const std::string &why) {
    throw Failure(CORKIT_ERROR_IO, where + ": no place for temporary files: " + why + "; set TMPDIR to a folder that can be written");
  };
  if (error) fail(temporary_place(), error.message());
  const std::string beginning(kBeginnings[static_cast<std::size_t>(purpose)]);
  for (int attempt = 0; attempt < kTries && path_.empty(); ++attempt) {
    fs::path path = place / (beginning + random_ending());
    if (::mkdir(path.c_str(), kMarked) != 0) {
      if (errno != EEXIST) fail(place.string(), std::generic_category().message(errno));
    } else if (made(path)) {
      path_ = std::move(path);
    }
  }
  if (path_.empty()) fail(place.string(), "another program removes what is made there");
}

// Locks a folder just made; false where another program took it for one that was left.
bool TemporaryFolder::made(const fs::path &path) {
  fd_ = open_folder(path);
  if (fd_ >= 0 && lock(fd_)) {
    if (has_name(fd_, path)) return true;
  } else if (errno != EWOULDBLOCK && errno != ENOENT) {
    return ::chmod(path.c_str(), S_IRWXU) == 0;  // note 3
  }
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
  return false;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace tool
