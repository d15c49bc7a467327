#include "existing_product.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/file_kind.hpp"
#include "fits/file_bytes.hpp"
#include "lasco/lasco_header.hpp"
#include "time/utc.hpp"

namespace corkit {
namespace {

constexpr std::uint64_t kMostHeaderBlocks = 1024;  // of a header: 36864 cards
constexpr double kSameObservation_s = 3600;
constexpr std::string_view kOriginalDate = " Original date_obs: ";

struct Hdu {
  Header header;
  std::uint64_t end = 0;  // where the next one would begin; 0: the sizes make no sense
};

std::uint64_t in_blocks(std::uint64_t bytes) { return (bytes + kFitsBlock - 1) / kFitsBlock * kFitsBlock; }

std::uint64_t data_bytes(const Header &header) {
  const auto axis = [&](const char *keyword) {
    return static_cast<std::uint64_t>(std::clamp(header.get_int(keyword).value_or(0), 0LL, 1LL << 20));
  };
  const auto bits = std::abs(header.get_int("BITPIX").value_or(0));
  if (header.get_int("NAXIS") != 2 || bits < 8 || bits > 64) return 0;
  return static_cast<std::uint64_t>(bits / 8) * axis("NAXIS1") * axis("NAXIS2");
}

std::optional<Hdu> read_hdu(std::ifstream &file, std::uint64_t begin) {
  file.clear();
  file.seekg(static_cast<std::streamoff>(begin));
  std::vector<std::string> cards;
  std::string block(kFitsBlock, '\0');
  for (std::uint64_t n = 1; n <= kMostHeaderBlocks && file.read(block.data(), kFitsBlock); ++n) {
    for (std::size_t at = 0; at < block.size(); at += 80) {
      std::string line = block.substr(at, 80);
      if (line.starts_with("END     ")) {
        Hdu hdu{Header(cards), 0};
        if (const auto bytes = data_bytes(hdu.header); bytes > 0) hdu.end = begin + n * kFitsBlock + in_blocks(bytes);
        return hdu;
      }
      cards.push_back(std::move(line));
    }
    if (!cards.front().starts_with("SIMPLE  =") && !cards.front().starts_with("XTENSION=")) break;
  }
  return std::nullopt;
}

// The file ends where its last HDU does.
bool is_whole(std::ifstream &file, std::uint64_t first_end, std::uint64_t size) {
  std::uint64_t end = first_end;
  while (end != 0 && end < size) {
    const auto next = read_hdu(file, end);
    end = next ? next->end : 0;
  }
  return end == size;
}

bool is_level_1(const Header &header) {
  if (header.get_string("LEVEL").value_or("").starts_with('1')) return true;
  const auto lines = header.history();
  return std::any_of(lines.begin(), lines.end(), [](const std::string &line) { return line.find("reduce_level_1") != std::string::npos; });
}

struct Moment {
  std::string text;
  double tai_s = 0;
};

// A time of its own counts, else that behind the date: "2002/05/21 02:42:05.250", "2002-05-21T02:42:05.250".
std::optional<Moment> moment(const std::string &date, const std::string &time) {
  const auto mjd = parse_mjd(date);
  if (!mjd) return std::nullopt;
  auto ms = parse_ms(time);
  if (!ms && date.size() > 11) ms = parse_ms(std::string_view(date).substr(11));
  return Moment{format_date(*mjd) + ' ' + format_time(ms.value_or(0)), utc_to_tai({*mjd, ms.value_or(0)})};
}

std::optional<Moment> moment_of_header(const Header &header) {
  const LascoHeader h = lasco_fitshdr2struct(header);
  return moment(h.date_obs, h.time_obs);
}

std::optional<Moment> moment_of_product(const Header &header) {
  for (const std::string &line : header.history())
    if (line.starts_with(kOriginalDate))
      if (auto original = moment(line.substr(kOriginalDate.size()), "")) return original;
  return moment_of_header(header);
}

[[noreturn]] void refuse(const std::filesystem::path &path, const std::string &what) {
  throw Error(
      CORKIT_ERROR_OTHER_PRODUCT,
      path.string() + ' ' + what + ": name another folder for the products, or replace the file with --overwrite (option overwrite)");
}

}  // namespace

Existing existing_product(const std::filesystem::path &path, const Header &input, bool overwrite) {
  const FileKind kind = file_kind(path);
  if (kind == FileKind::none || kind == FileKind::folder) return Existing::none;  // a folder is the writer's to refuse
  std::error_code error;
  const std::uint64_t size = kind == FileKind::file ? std::filesystem::file_size(path, error) : 1;
  if (!error && size == 0) return Existing::none;
  std::ifstream file;
  if (kind == FileKind::file) file.open(path, std::ios::binary);
  const auto hdu = file.is_open() ? read_hdu(file, 0) : std::nullopt;
  if (!hdu || !is_level_1(hdu->header)) {
    if (overwrite) return Existing::damaged;
    refuse(path, "is there and is no level-1 product");
  }
  const auto there = moment_of_product(hdu->header);
  const auto here = moment_of_header(input);
  if (there && here && std::abs(there->tai_s - here->tai_s) > kSameObservation_s) {
    if (overwrite) return Existing::damaged;
    refuse(path, "holds another observation with this number, of " + there->text + ", and this image is of " + here->text);
  }
  return is_whole(file, hdu->end, size) ? Existing::whole : Existing::damaged;
}

}  // namespace corkit
