#include "temporary_folder.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <system_error>

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
constexpr std::string_view kBeginning = "corkit-";

int open_folder(const fs::path &path) { return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC); }

bool lock(int fd) { return ::flock(fd, LOCK_EX | LOCK_NB) == 0; }

bool is_left(int fd) {
  constexpr mode_t all = S_ISUID | S_ISGID | S_ISVTX | S_IRWXU | S_IRWXG | S_IRWXO;
  struct stat info {};
  return ::fstat(fd, &info) == 0 && info.st_uid == ::geteuid() && (info.st_mode & all) == kMarked && lock(fd);
}

}  // namespace

void remove_left_temporary_folders() {
  std::error_code error;
  const fs::path place = fs::temp_directory_path(error);
  if (error) return;
  for (fs::directory_iterator entry(place, error), end; !error && entry != end; entry.increment(error)) {
    if (!entry->path().filename().string().starts_with(kBeginning)) continue;
    const int fd = open_folder(entry->path());
    if (fd < 0) continue;
    std::error_code ignored;
    if (is_left(fd)) fs::remove_all(entry->path(), ignored);
    ::close(fd);
  }
}

TemporaryFolder::TemporaryFolder(const std::string &name) {
  std::error_code error;
  const fs::path place = fs::temp_directory_path(error);
  const auto fail = [](const std::string &where, const std::string &why) {
    throw Failure(CORKIT_ERROR_IO, where + ": no place for temporary files: " + why + "; set TMPDIR to a folder that can be written");
  };
  if (error) fail(temporary_place(), error.message());
  std::string text = (place / (name + "-XXXXXX")).string();
  if (::mkdtemp(text.data()) == nullptr) fail(place.string(), std::generic_category().message(errno));
  path_ = text;
  fd_ = open_folder(path_);
  if (fd_ >= 0 && lock(fd_)) ::fchmod(fd_, kMarked);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace tool
