// TIME_DIFF.DAT: pairs of on-board clock (OBE) and corrected (LOBT) times.
//
// Follows   time_correction2.pro 1.5 (spec/level1.md 13.2)
// Notes     1. Records up to 313887 (2005-12-23T16:53:10) are big-endian, later ones little-endian; where that gives dates outside the
//              file's span the other order is tried, as SolarSoft does. Where neither fits SolarSoft stops; here it is an Error.
//           2. 8 MB, of which an image needs some twenty records: they are read when they are needed, from the file that was opened first.
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <span>

#include "calib/tables.hpp"
#include "calib/text.hpp"

namespace corkit {

namespace {

constexpr std::size_t kRecordBytes = 16;
constexpr off_t kMaxBytes = 512 << 20;
constexpr int kLastBigEndian = 313887;
constexpr int kFirstMjd = 49718, kLastMjd = 60676;  // 1995-01-01 .. 2025-01-01
constexpr int kFarMjd = 88069;                      // 2100-01-01
constexpr int kMaxMs = 86400999;

std::int32_t long_at(std::span<const unsigned char> bytes, std::size_t at, bool big_endian) {
  std::uint32_t value = 0;
  for (std::size_t k = 0; k < 4; ++k) value = value << 8 | bytes[at + (big_endian ? k : 3 - k)];
  return static_cast<std::int32_t>(value);
}

TimeDiff::Record record_in_order(std::span<const unsigned char> bytes, bool big_endian) {
  return {{long_at(bytes, 0, big_endian), long_at(bytes, 4, big_endian)}, {long_at(bytes, 8, big_endian), long_at(bytes, 12, big_endian)}};
}

bool plausible(const TimeDiff::Record &record, int last_mjd) {
  const auto good = [last_mjd](const Utc &utc) { return utc.mjd >= kFirstMjd && utc.mjd <= last_mjd && utc.ms >= 0 && utc.ms <= kMaxMs; };
  return good(record.obe) && good(record.lobt);
}

using RecordBytes = std::array<unsigned char, kRecordBytes>;

RecordBytes read_record(const Descriptor &file, const std::filesystem::path &path, int k) {
  RecordBytes bytes;
  const auto got = file.read_at(static_cast<std::size_t>(k) * kRecordBytes, reinterpret_cast<char *>(bytes.data()), bytes.size());
  if (got != static_cast<ssize_t>(bytes.size())) throw_unreadable(path);
  return bytes;
}

}  // namespace

TimeDiff::TimeDiff(const std::filesystem::path &path)
    : path_(path), file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), date_(corkit::file_date(path)) {
  struct stat info {};
  if (file_.get() < 0 || ::fstat(file_.get(), &info) != 0) throw_unreadable(path);
  const auto stored = static_cast<long long>(info.st_size) / static_cast<long long>(kRecordBytes);
  if (info.st_size > kMaxBytes) throw_damaged(path, 0, "it has " + std::to_string(info.st_size) + " bytes, more than such a file can have");
  if (stored < 2) throw_damaged(path, 0, "it has no records");
  count_ = long_at(read_record(file_, path, 0), 0, false);
  if (count_ < 1 || count_ > stored)
    throw_damaged(path, 0, "its first word says " + std::to_string(count_) + " records, there are " + std::to_string(stored));
  last_ = static_cast<int>(std::min<long long>(count_, stored - 1));
}

TimeDiff::Record TimeDiff::record(int k) const {
  if (k < 1 || k > last_)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, "TIME_DIFF.DAT has no record " + std::to_string(k) + ": fetch the file again");
  const auto bytes = read_record(file_, path_, k);
  const auto expected = record_in_order(bytes, k <= kLastBigEndian);
  if (plausible(expected, kLastMjd)) return expected;
  const auto other = record_in_order(bytes, k > kLastBigEndian);
  if (plausible(other, kLastMjd)) return other;
  if (plausible(expected, kFarMjd)) return expected;
  throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
              "TIME_DIFF.DAT: record " + std::to_string(k) + " has no readable dates in either byte order: fetch the file again");
}

}  // namespace corkit
