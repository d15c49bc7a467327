#include "sky/star_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>

#include "core/decimal.hpp"
#include "core/error.hpp"
#include "core/file_kind.hpp"
#include "core/own_folder.hpp"
#include "fits/gunzip.hpp"

namespace corkit::sky {

namespace {

namespace fs = std::filesystem;

constexpr const char *kName = "ecliptic_stars.csv.gz";
constexpr std::string_view kColumns = "ra_deg,dec_deg,pm_ra_cosdec_mas_yr,pm_dec_mas_yr,v_mag,b_v_mag";
constexpr std::size_t kLargest = std::size_t{64} << 20;

std::string content_of(const fs::path &path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(CORKIT_ERROR_FILE_NOT_FOUND, path.string() + ": no such star table, or it cannot be read");
  const std::string bytes((std::istreambuf_iterator<char>(in)), {});
  if (!bytes.starts_with("\x1f\x8b")) return bytes;
  std::string text(std::min(gunzipped_size(bytes), kLargest), '\0');
  const auto size = gunzip(bytes, text.data(), text.size());
  if (!size)
    throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                path.string() + ": the gzip stream of the star table is damaged: install the table again");
  text.resize(*size);
  return text;
}

std::array<double, 6> numbers_of(std::string_view line, const fs::path &path, std::size_t number) {
  std::array<double, 6> values{};
  const char *at = line.data();
  const char *const end = line.data() + line.size();
  for (std::size_t k = 0; k < values.size(); ++k) {
    const auto read = decimal(at, end, values[k]);
    const bool last = k + 1 == values.size();
    if (read.ec != std::errc() || !std::isfinite(values[k]) || (last ? read.ptr != end : read.ptr == end || *read.ptr != ','))
      throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED,
                  path.string() + ": line " + std::to_string(number) + " of the star table is not six numbers: install the table again");
    at = read.ptr + 1;
  }
  return values;
}

}  // namespace

std::vector<Star> read_star_table(const fs::path &path) {
  const std::string text = content_of(path);
  std::string_view rest = text;
  std::vector<Star> stars;
  bool begun = false;
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const auto end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    if (!begun) {
      if (line != kColumns)
        throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, path.string() + ": its first line is not '" + std::string(kColumns) +
                                                          "': give the star table of corkit, or one that scripts/star_table.py made");
      begun = true;
      continue;
    }
    const auto v = numbers_of(line, path, number);
    stars.push_back({v[0], v[1], v[2], v[3], v[4], v[5]});
  }
  if (stars.empty()) throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, path.string() + ": the star table holds no star: install it again");
  std::stable_sort(stars.begin(), stars.end(), [](const Star &a, const Star &b) { return a.v_mag < b.v_mag; });
  return stars;
}

fs::path find_star_table(const std::string &given) {
  if (!given.empty()) return given;
  if (const char *named = std::getenv("CORKIT_STARS"); named != nullptr && *named != '\0') return named;
  const auto own = own_folder();
  const auto prefix = prefix_of(own);
  // A Python package that holds the library holds the table too.
  std::vector<fs::path> places{own / "stars"};
  if (!prefix.empty()) {
    places.push_back(prefix / "share/corkit/stars");
    for (const char *up : {"../..", ".."}) places.push_back(prefix / up / "libcorkit/share/stars");  // of a build tree
  }
  for (const auto &place : places)
    if (const auto path = place / kName; file_kind(path) == FileKind::file) {
      std::error_code ignored;
      return fs::weakly_canonical(path, ignored);
    }
  const auto expected = prefix.empty() ? places.front() : places[1];
  throw Error(CORKIT_ERROR_CALIBRATION_MISSING,
              "no star table " + (expected / kName).string() + ": install corkit whole, or name the table in CORKIT_STARS");
}

}  // namespace corkit::sky
