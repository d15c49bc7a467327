// The whole chain on small images with any header.
//
// Given     the first line: letters for options and pixels; each line after it: a card. Sides come from NAXIS1 and NAXIS2, up to 256
// Notes     The time goes into pixels of the frame that an image is put into: 1024 x 1024 of them, or 256 x 256 where sums are 4. A header
//           with smaller sums is reduced without pixels (/NOIMG), which reads it all the same; the letter P asks for its pixels.
#include <algorithm>
#include <cstdlib>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "../expectations.hpp"
#include "level1.hpp"

namespace corkit::fuzz {

namespace {

constexpr int kLongestSide = 256;
constexpr int kSumOfSmallFrame = 4;
constexpr int kInputsOfAContext = 1000;  // it keeps warp maps of every centre it met

struct Input {
  std::string letters;
  Header header;
};

Input parse(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty() && lines.size() < 200) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, std::min<std::size_t>(end, 80)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (lines.empty()) return {};
  const std::string letters = lines.front();
  lines.erase(lines.begin());
  return {letters, Header(lines)};
}

Level1Options options_of(const std::string &letters, const Header &header) {
  const auto has = [&](char letter) { return letters.find(letter) != std::string::npos; };
  const auto h = lasco_fitshdr2struct(header);
  const bool small = h.xsumming() >= kSumOfSmallFrame && h.ysumming() >= kSumOfSmallFrame;
  Level1Options options;
  options.no_vig = has('v');
  options.no_mask = has('k');
  options.no_warp = has('w');
  options.no_stat = has('s');
  options.no_scale = has('c');
  options.no_roll_correction = has('r');
  options.no_time_correction = has('t');
  options.noimg = has('g') || !(small || has('P'));
  options.oracle = has('o') ? Oracle::gdl : Oracle::idl;
  options.compat_bugs = has('b');
  options.saturate_negatives = has('a');
  options.insist = has('i');
  options.fill = has('F') ? Fill::fuzzy : has('N') ? Fill::none : has('M') ? Fill::membrane : Fill::standard;
  options.keep_state = has('e');
  return options;
}

template <class T>
Image<T> pixels_of(const std::string &letters, int nx, int ny) {
  Image<T> image(nx, ny);
  for (int y = 0; y < ny; ++y)
    for (int x = 0; x < nx; ++x) image(x, y) = static_cast<T>(700 + (x * 7 + y * 3) % 200);
  const auto block = [&](int x0, int y0, T value) {
    for (int y = y0; y < std::min(y0 + 32, ny); ++y)
      for (int x = x0; x < std::min(x0 + 32, nx); ++x) image(x, y) = value;
  };
  if (letters.find('Z') != std::string::npos) block(32, 32, T{0});
  if (letters.find('Y') != std::string::npos) block(0, 0, T{0});
  if (letters.find('H') != std::string::npos) block(0, 32, std::numeric_limits<T>::max());
  if (letters.find('L') != std::string::npos) block(32, 0, std::numeric_limits<T>::lowest());
  if constexpr (std::is_floating_point_v<T>)
    if (letters.find('Q') != std::string::npos) block(64, 0, std::numeric_limits<T>::quiet_NaN());
  return image;
}

AnyImage image_of(const std::string &letters, int nx, int ny) {
  const auto has = [&](char letter) { return letters.find(letter) != std::string::npos; };
  if (has('f')) return pixels_of<float>(letters, nx, ny);
  if (has('d')) return pixels_of<double>(letters, nx, ny);
  if (has('u')) return pixels_of<std::uint16_t>(letters, nx, ny);
  if (has('l')) return pixels_of<std::int32_t>(letters, nx, ny);
  return pixels_of<std::int16_t>(letters, nx, ny);
}

const Level1Context &context() {
  static std::unique_ptr<Level1Context> current;
  static int inputs = 0;
  if (inputs++ % kInputsOfAContext == 0)
    current = std::make_unique<Level1Context>(CalibrationRequest{CORKIT_TEST_DATA_DIR "/calib", {}, {}, {}});
  return *current;
}

}  // namespace

void reduce(Bytes bytes) {
  const auto input = parse(text_of(bytes));
  const auto side = [&](const char *keyword) {
    return static_cast<int>(std::clamp<long long>(input.header.get_int(keyword).value_or(64), 1, kLongestSide));
  };
  const int nx = side("NAXIS1"), ny = side("NAXIS2");
  read_or_refuse("", [&] {
    const auto product = reduce_level1(context(), image_of(input.letters, nx, ny), input.header, options_of(input.letters, input.header));
    for (const auto &card : product.header.cards()) check(card.size() == 80, "a card has 80 columns");
    for (const auto &warning : product.warnings) check_sentence(warning);
    check(product.header.get_int("NAXIS1") == width(product.image) && product.header.get_int("NAXIS2") == height(product.image),
          "NAXIS1 and NAXIS2 are the image's");
    check(product.name.find('/') == std::string::npos && !product.name.starts_with('.'), "the product has a plain name");
  });
}

}  // namespace corkit::fuzz
