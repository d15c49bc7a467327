#include "fits/file_bytes.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <system_error>
#include <utility>

#include "core/descriptor.hpp"
#include "core/error.hpp"
#include "fits/gunzip.hpp"
#include "fits/reader.hpp"

namespace corkit {

namespace {

// The largest image in its widest type, and ample room for headers and tables before it.
constexpr std::size_t kMaxBytes = static_cast<std::size_t>(kMaxSide) * kMaxSide * 8 + (std::size_t{64} << 20);

constexpr std::string_view kFitsMagic = "SIMPLE  =";

std::string reason(int error) { return std::generic_category().message(error); }

[[noreturn]] void no_fits_file(const std::filesystem::path &path, const std::string &what) {
  throw Error(CORKIT_ERROR_NOT_FITS, shown(path) + " " + what);
}

[[noreturn]] void too_large(const std::filesystem::path &path) {
  throw Error(CORKIT_ERROR_DIMENSIONS, shown(path) + " is larger than any image corkit reads (" + std::to_string(kMaxSide) +
                                           " pixels a side): cut the image out first");
}

detail::PooledBytes allocate(std::size_t bytes, const std::filesystem::path &path) try {
  return detail::take_bytes(bytes);
} catch (const std::bad_alloc &) {
  throw Error(CORKIT_ERROR_MEMORY, "out of memory: " + std::to_string(bytes) + " bytes for " + shown(path));
}

std::size_t whole_blocks(std::size_t bytes) { return (bytes + kFitsBlock - 1) / kFitsBlock * kFitsBlock; }

// Reads until `wanted` bytes are there or the file ends.
std::size_t read_fully(int fd, char *out, std::size_t wanted, const std::filesystem::path &path) {
  std::size_t done = 0;
  while (done < wanted) {
    const ssize_t n = ::read(fd, out + done, std::min(wanted - done, std::size_t{1} << 30));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw Error(CORKIT_ERROR_INPUT, "cannot read " + shown(path) + ": " + reason(errno));
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  return done;
}

bool looks_gzipped(std::string_view bytes) { return bytes.size() >= 3 && bytes.substr(0, 3) == std::string_view("\x1f\x8b\x08", 3); }

// Compressed files of other programs, by how they begin.
struct Archive {
  std::string_view magic;
  const char *kind;
  const char *remedy;
};

constexpr Archive kArchives[] = {
    {"\x1f\x9d", "compress (.Z)", "uncompress or gunzip"},
    {"\x1f\xa0", "compress -H", "gunzip"},
    {"\x1f\x1e", "pack (.z)", "gunzip"},
    {"BZh", "bzip2", "bunzip2"},
    {"\xfd"
     "7zXZ",
     "xz", "unxz"},
    {"\x28\xb5\x2f\xfd", "zstd", "unzstd"},
    {"PK\x03\x04", "zip", "unzip"},
    {"\x1f\x8b", "gzip", "gunzip"},
};

void require_fits(std::string_view start, const std::filesystem::path &path, const char *kind) {
  if (start.starts_with(kFitsMagic)) return;
  for (const auto &archive : kArchives)
    if (start.starts_with(archive.magic))
      no_fits_file(path, std::string("is not a FITS file: ") + kind + " is compressed by " + archive.kind +
                             ", corkit reads plain, gzipped and fpacked files; decompress it first (" + archive.remedy + ")");
  no_fits_file(path, std::string("is not a FITS file: ") + kind + " does not begin with SIMPLE");
}

FileBytes gunzipped(std::string_view compressed, const std::filesystem::path &path) {
  // The beginning first: what is no FITS file is not decompressed any further.
  GzipReader content(compressed);
  std::array<char, kFitsBlock> head{};
  const std::size_t begun = content.read(head.data(), head.size());
  require_fits({head.data(), head.size()}, path, "what it decompresses to");
  std::size_t capacity = whole_blocks(std::clamp(gunzipped_size(compressed), kFitsBlock, kMaxBytes));
  FileBytes bytes;
  bytes.data = allocate(capacity, path);
  std::memcpy(bytes.data.get(), head.data(), begun);
  bytes.size = begun;
  for (char next = 0;;) {
    bytes.size += content.read(bytes.data.get() + bytes.size, capacity - bytes.size);
    if (bytes.size < capacity || content.read(&next, 1) == 0) break;
    // Of several streams the size is not known beforehand.
    if (capacity >= kMaxBytes) too_large(path);
    capacity = whole_blocks(std::min(2 * capacity, kMaxBytes));
    auto larger = allocate(capacity, path);
    std::memcpy(larger.get(), bytes.data.get(), bytes.size);
    larger[bytes.size++] = next;
    bytes.data = std::move(larger);
  }
  if (content.damaged()) no_fits_file(path, "is truncated or damaged: its gzip stream cannot be decompressed, copy the file again");
  if (content.ignored() > 0)
    bytes.warnings.push_back(std::to_string(content.ignored()) +
                             " bytes behind the gzip stream of the file are no gzip and were passed over: the file may be damaged");
  bytes.padded = whole_blocks(bytes.size);
  std::memset(bytes.data.get() + bytes.size, 0, bytes.padded - bytes.size);
  bytes.gzipped = true;
  return bytes;
}

}  // namespace

std::string shown(const std::filesystem::path &path) { return escaped(path.string()); }

FileBytes read_fits_bytes(const std::filesystem::path &path) {
  // O_NONBLOCK: opening a pipe by mistake must not hang; it has no effect on regular files.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.get() < 0) {
    const int error = errno;
    if (error == ENOENT || error == ENOTDIR)
      throw Error(CORKIT_ERROR_FILE_NOT_FOUND, "file not found: " + (path.empty() ? std::string("the name is empty") : shown(path)));
    throw Error(CORKIT_ERROR_INPUT, "cannot open " + shown(path) + ": " + reason(error));
  }
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) throw Error(CORKIT_ERROR_INPUT, "cannot read " + shown(path) + ": " + reason(errno));
  if (S_ISDIR(info.st_mode)) no_fits_file(path, "is a folder, not a FITS file: name the files in it");
  if (!S_ISREG(info.st_mode)) no_fits_file(path, "is not a regular file: give a FITS file on disk");
  if (info.st_size == 0) no_fits_file(path, "is empty: copy the file again");

  const auto announced = static_cast<std::size_t>(info.st_size);
  std::array<char, kFitsBlock> head;
  const std::size_t begun = read_fully(file.get(), head.data(), std::min(announced, head.size()), path);
  const std::string_view start(head.data(), begun);
  const bool gzipped = looks_gzipped(start);
  if (!gzipped) require_fits(start, path, "it");
  if (announced > kMaxBytes) too_large(path);

  FileBytes bytes;
  bytes.data = allocate(whole_blocks(announced), path);
  std::memcpy(bytes.data.get(), head.data(), begun);
  bytes.size = begun + read_fully(file.get(), bytes.data.get() + begun, announced - begun, path);
  bytes.padded = whole_blocks(bytes.size);
  std::memset(bytes.data.get() + bytes.size, 0, bytes.padded - bytes.size);
  if (!gzipped) return bytes;
  return gunzipped(bytes.view(), path);
}

}  // namespace corkit
