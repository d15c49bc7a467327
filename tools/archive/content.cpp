#include "archive/content.hpp"

#include <corkit/corkit.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <fstream>
#include <string_view>

#include "calibration_list.hpp"
#include "core/printable.hpp"
#include "handles.hpp"
#include "temporary_folder.hpp"

namespace tool::archive {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t fits_block = 2880;
constexpr std::size_t card_bytes = 80;
constexpr int most_header_blocks = 64;

[[noreturn]] void wrong(const std::string &sentence) { throw Failure(CORKIT_ERROR_INPUT, sentence); }

std::string beginning(const fs::path &path, std::size_t bytes = 512) {
  std::ifstream file(path, std::ios::binary);
  std::string text(bytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(bytes));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

// Web servers and proxies answer with a page, often with status 200, where a file is missing or a log-in is wanted.
void refuse_page(std::string_view text) {
  if (text.empty()) wrong("the server sent an empty file");
  const auto first = std::find_if(text.begin(), text.end(), [](unsigned char c) { return std::isspace(c) == 0; });
  std::string start(first, text.end());
  std::transform(start.begin(), start.end(), start.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const char *tag : {"<!doctype", "<html", "<?xml", "<head", "<!--", "<body", "<script", "<title"}) {
    if (start.starts_with(tag)) wrong("the server sent a web page (HTML) in place of the file");
  }
}

// A folder of its own for one file, under the name by which the library knows it.
class Stage {
 public:
  Stage(const fs::path &file, const std::string &name) { fs::create_symlink(fs::absolute(file), folder_.path() / name); }
  std::string text() const { return folder_.path().string(); }

 private:
  TemporaryFolder folder_{Temporary::check};
};

// The modified Julian day of c3_expfactor_yymmdd.dat; years below 90 are of this century.
int day_of_exposure_file(const std::string &name) {
  using namespace std::chrono;
  const std::string digits = name.substr(name.size() - 10, 6);
  const int yy = std::stoi(digits.substr(0, 2));
  const year_month_day day{year{yy + (yy < 90 ? 2000 : 1900)}, month{static_cast<unsigned>(std::stoi(digits.substr(2, 2)))},
                           std::chrono::day{static_cast<unsigned>(std::stoi(digits.substr(4, 2)))}};
  return static_cast<int>((sys_days{day} - sys_days{1858y / November / 17}).count());
}

void check_exposures(corkit_context *ctx, const std::string &name) {
  const Header header(corkit_header_create());
  if (!header) throw Failure(CORKIT_ERROR_MEMORY, "no memory for a header");
  check(corkit_header_set_string(header.get(), "DETECTOR", name.starts_with("c2") ? "C2" : "C3", ""));
  check(corkit_header_set_int(header.get(), "MID_DATE", day_of_exposure_file(name), ""));
  check(corkit_header_set_double(header.get(), "MID_TIME", 0, ""));
  float factor = 1, bias = 0;
  int valid = 0;
  check(corkit_get_exp_factor(ctx, header.get(), &factor, &bias, &valid));
  if (valid == -1) wrong("it has no row of the day it is named after");
}

struct Cards {
  std::size_t bytes = 0;  // of the header, in whole blocks
  long long bitpix = 0, naxis = 0, sides[3] = {0, 0, 0};
  std::string detector, date, time;
};

std::string text_of(std::string_view card) {
  const auto first = card.find('\'', 10);
  if (first == std::string_view::npos) return "";
  std::string text(card.substr(first + 1, card.find('\'', first + 1) - first - 1));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

long long number_of(std::string_view card) {
  card.remove_prefix(10);
  while (card.starts_with(' ')) card.remove_prefix(1);
  long long value = 0;
  std::from_chars(card.data(), card.data() + card.size(), value);
  return value;
}

Cards read_cards(const fs::path &path) {
  Cards cards;
  std::ifstream file(path, std::ios::binary);
  std::array<char, fits_block> block{};
  for (int n = 0; n < most_header_blocks && file.read(block.data(), block.size()); ++n) {
    cards.bytes += fits_block;
    for (std::size_t at = 0; at < fits_block; at += card_bytes) {
      const std::string_view card(block.data() + at, card_bytes);
      if (card.starts_with("END     ")) return cards;
      if (card.starts_with("BITPIX  =")) cards.bitpix = number_of(card);
      if (card.starts_with("NAXIS   =")) cards.naxis = number_of(card);
      if (card.starts_with("NAXIS1  =")) cards.sides[0] = number_of(card);
      if (card.starts_with("NAXIS2  =")) cards.sides[1] = number_of(card);
      if (card.starts_with("NAXIS3  =")) cards.sides[2] = number_of(card);
      if (card.starts_with("DETECTOR=")) cards.detector = text_of(card);
      if (card.starts_with("DATE-OBS=") || card.starts_with("DATE_OBS=")) cards.date = text_of(card);
      if (card.starts_with("TIME-OBS=") || card.starts_with("TIME_OBS=")) cards.time = text_of(card);
    }
  }
  wrong("cut short: the FITS header has no end");
}

void check_length(const fs::path &path, const Cards &cards) {
  constexpr long long most_side = 16384;
  constexpr std::array<long long, 6> widths = {8, 16, 32, 64, -32, -64};
  const bool known = std::find(widths.begin(), widths.end(), cards.bitpix) != widths.end();
  if (!known || cards.naxis < 2 || cards.naxis > 3) wrong("its FITS header describes no image");
  auto data = static_cast<std::uintmax_t>(std::abs(cards.bitpix) / 8);
  for (long long axis = 0; axis < cards.naxis; ++axis) {
    const long long side = cards.sides[axis];
    if (side < 1 || side > most_side) wrong("its FITS header describes no image");
    data *= static_cast<std::uintmax_t>(side);
  }
  const std::uintmax_t least = cards.bytes + data, most = cards.bytes + (data + fits_block - 1) / fits_block * fits_block;
  const std::uintmax_t bytes = fs::file_size(path);
  if (bytes < least) wrong(fmt::format("cut short: {} bytes, {} by its FITS header", bytes, most));
  if (bytes > most) wrong(fmt::format("too long: {} bytes, {} by its FITS header", bytes, most));
}

void check_camera(const std::string &detector, const std::string &camera) {
  std::string lower = detector;
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (lower != camera) wrong(fmt::format("DETECTOR is {}, not {}", corkit::quoted(detector), camera));
}

}  // namespace

void check_calibration(const fs::path &path, const std::string &name) {
  const std::string start = beginning(path);
  refuse_page(start);
  if (name.ends_with(".fts") && !start.starts_with("SIMPLE  =")) wrong("it is no FITS file");
  if (name.ends_with(".sav") && !start.starts_with("SR")) wrong("it is no IDL SAVE file");
  const Stage stage(path, name);
  const Context context = open_context(stage.text());
  if (name.find("_expfactor_") != std::string::npos) {
    check_exposures(context.get(), name);
    return;
  }
  for (const CalibrationFile &file : calibration_files(context.get())) {
    if (file.name != name || file.state == "ok") continue;
    std::string reason = file.state;
    // The sentence names the file by where it lay for the check.
    const std::string place = (fs::path(stage.text()) / name).string();
    for (auto at = reason.find(place); at != std::string::npos; at = reason.find(place)) reason.replace(at, place.size(), name);
    wrong(reason);
  }
}

std::string check_image(const fs::path &path, const std::string &name, const std::string &camera) {
  refuse_page(beginning(path));
  if (name.ends_with(".gz") || name.ends_with(".fz")) {
    const Stage stage(path, name);
    const Context context = open_context("");
    const Image image = read_image(context.get(), stage.text() + '/' + name);
    check_camera(text_value(image.header.get(), "DETECTOR"), camera);
    return text_value(image.header.get(), "DATE-OBS") + ' ' + text_value(image.header.get(), "TIME-OBS");
  }
  if (!beginning(path).starts_with("SIMPLE  =")) wrong("it is no FITS file");
  const Cards cards = read_cards(path);
  check_camera(cards.detector, camera);
  check_length(path, cards);
  return cards.date + ' ' + cards.time;
}

void check_text(const fs::path &path) {
  const std::string start = beginning(path);
  refuse_page(start);
  if (start.find('\0') != std::string::npos) wrong("it is no text");
}

}  // namespace tool::archive
