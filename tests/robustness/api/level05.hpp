// Level-0.5 files made on the spot, whole or damaged on purpose, without the library's writer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace corkit::test {

class Level05 {
 public:
  // A smooth C3 Clear image of 2005-05-13, or C2 Orange; n is 1024 or 512 (2x2 LEB sums). lost: its blocks are zeroed.
  static Level05 c3(int n = 512) { return Level05("C3", "32180003.fts", "Clear", n); }
  static Level05 c2(int n = 512) { return Level05("C2", "22180003.fts", "Orange", n); }

  // value as it stands in the card: "'C3'", "19.1".
  Level05 &set(const std::string &keyword, const std::string &value) {
    const std::string made = card(keyword, value);
    const auto at = find(keyword);
    if (at == cards_.end())
      cards_.push_back(made);
    else
      *at = made;
    return *this;
  }
  Level05 &remove(const std::string &keyword) {
    if (const auto at = find(keyword); at != cards_.end()) cards_.erase(at);
    return *this;
  }
  Level05 &lose_block(int i, int j) {
    for (int y = 32 * j; y < 32 * j + 32; ++y) pixels_.replace(2 * static_cast<std::size_t>(y * n_ + 32 * i), 64, 64, '\0');
    return *this;
  }
  std::vector<std::string> &cards() { return cards_; }

  std::string bytes() const {
    std::string out;
    for (const auto &c : cards_) out += c;
    out += "END" + std::string(77, ' ');
    out.resize((out.size() + 2879) / 2880 * 2880, ' ');
    out += pixels_;
    out.resize((out.size() + 2879) / 2880 * 2880, '\0');
    return out;
  }
  std::filesystem::path write(const std::filesystem::path &path) const {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes();
    return path;
  }

  static std::string card(const std::string &keyword, const std::string &value) {
    std::string text = keyword;
    text.resize(8, ' ');
    text += "= ";
    text += value[0] == '\'' ? value : std::string(value.size() < 20 ? 20 - value.size() : 0, ' ').append(value);
    text.resize(80, ' ');
    return text;
  }

 private:
  Level05(const std::string &detector, const std::string &filename, const std::string &filter, int n) : n_(n), pixels_(smooth_pixels(n)) {
    const int sum = 1024 / n;
    const std::string size = std::to_string(n);
    const std::vector<std::pair<std::string, std::string>> values = {{"SIMPLE", "T"},
                                                                     {"BITPIX", "16"},
                                                                     {"NAXIS", "2"},
                                                                     {"NAXIS1", size},
                                                                     {"NAXIS2", size},
                                                                     {"FILENAME", "'" + filename + "'"},
                                                                     {"FILEORIG", "'050513_124205.img'"},
                                                                     {"DATE-OBS", "'2005/05/13'"},
                                                                     {"TIME-OBS", "'12:42:05.410'"},
                                                                     {"EXPTIME", "19.0996"},
                                                                     {"TELESCOP", "'SOHO'"},
                                                                     {"INSTRUME", "'LASCO'"},
                                                                     {"DETECTOR", "'" + detector + "'"},
                                                                     {"READPORT", "'C'"},
                                                                     {"SUMROW", "0"},
                                                                     {"SUMCOL", "0"},
                                                                     {"LEBXSUM", std::to_string(sum)},
                                                                     {"LEBYSUM", std::to_string(sum)},
                                                                     {"FILTER", "'" + filter + "'"},
                                                                     {"POLAR", "'Clear'"},
                                                                     {"COMPRSSN", "'X#'"},
                                                                     {"MID_DATE", "53503"},
                                                                     {"MID_TIME", "45735.0"},
                                                                     {"R1COL", "20"},
                                                                     {"R1ROW", "1"},
                                                                     {"R2COL", "1043"},
                                                                     {"R2ROW", "1024"},
                                                                     {"CRPIX1", "519.2"},
                                                                     {"CRPIX2", "533.5"},
                                                                     {"CROTA1", "0.0"},
                                                                     {"CDELT1", "56.0"},
                                                                     {"CDELT2", "56.0"}};
    for (const auto &[keyword, value] : values) cards_.push_back(card(keyword, value));
  }

  // Big-endian, as in a file; made once, for the tests write hundreds of them.
  static const std::string &smooth_pixels(int n) {
    static const std::map<int, std::string> made = {{256, make_pixels(256)}, {512, make_pixels(512)}, {1024, make_pixels(1024)}};
    return made.at(n);
  }
  static std::string make_pixels(int n) {
    const int sum = 1024 / n;
    std::string pixels;
    for (int y = 0; y < n; ++y)
      for (int x = 0; x < n; ++x) {
        const int dx = (x - n / 2) * sum, dy = (y - n / 2) * sum;
        const int r = std::max(dx * dx + dy * dy, 2500);
        const auto counts = static_cast<std::uint16_t>((700 + 12000000 / r / 10 + (x * 7 + y * 3) % 11) * (sum * sum));
        pixels += static_cast<char>(counts >> 8);
        pixels += static_cast<char>(counts & 0xff);
      }
    return pixels;
  }
  std::vector<std::string>::iterator find(const std::string &keyword) {
    std::string key = keyword;
    key.resize(8, ' ');
    return std::find_if(cards_.begin(), cards_.end(), [&](const std::string &c) { return c.starts_with(key); });
  }

  int n_;
  std::vector<std::string> cards_;
  std::string pixels_;
};

// An empty folder of a test's own.
inline std::filesystem::path fresh_folder(const std::string &name) {
  const auto folder = std::filesystem::path(CORKIT_TEST_DATA_DIR) / "robustness" / name;
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  return folder;
}

inline std::vector<std::string> files_in(const std::filesystem::path &folder) {
  std::vector<std::string> names;
  if (std::filesystem::is_directory(folder))
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder))
      if (!entry.is_directory()) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace corkit::test
