#include "source_name.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <array>
#include <filesystem>
#include <memory>
#include <string_view>
#include <utility>

namespace tool {

namespace {

struct GzClose {
  void operator()(gzFile_s *file) const noexcept { gzclose(file); }
};

constexpr size_t block_bytes = 2880;
constexpr int most_blocks = 64;  // 2304 cards, ten times what a LASCO header has

// The text between the quotes of a string card, without trailing blanks.
std::string quoted(std::string_view card) {
  const auto first = card.find('\'');
  if (first == std::string_view::npos) return "";
  const auto last = card.find('\'', first + 1);
  std::string text(card.substr(first + 1, last == std::string_view::npos ? last : last - first - 1));
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

// judge(card) for each card, until it says that it has seen enough. An fpacked file has an empty primary header before the one that counts,
// so reading goes on after END.
template <class Judge>
void each_card(const std::string &path, Judge judge) {
  const std::unique_ptr<gzFile_s, GzClose> file(gzopen(path.c_str(), "rb"));
  std::array<char, block_bytes> block{};
  for (int n = 0; file && n < most_blocks; ++n) {
    if (gzread(file.get(), block.data(), block.size()) != static_cast<int>(block.size())) return;
    for (size_t at = 0; at < block.size(); at += 80)
      if (judge(std::string_view(block.data() + at, 80))) return;
  }
}

SourceNames read_names(const std::string &path) {
  SourceNames names;
  std::string detector;
  const std::pair<std::string_view, std::string *> wanted[] = {{"FILENAME=", &names.filename}, {"DATE-OBS=", &names.date},
                                                               {"TIME-OBS=", &names.time},     {"FILTER  =", &names.filter},
                                                               {"POLAR   =", &names.polar},    {"DETECTOR=", &detector}};
  bool first = true, fits = false;
  each_card(path, [&](std::string_view card) {
    if (std::exchange(first, false)) fits = card.starts_with("SIMPLE  =");
    for (const auto &[keyword, value] : wanted)
      if (value->empty() && card.starts_with(keyword)) *value = quoted(card);
    if (!card.starts_with("END     ")) return false;
    if (fits) names.detector = detector;
    return !names.filename.empty();
  });
  return names;
}

}  // namespace

SourceNames source_names(const std::string &path) {
  std::error_code error;
  return std::filesystem::is_regular_file(path, error) ? read_names(path) : SourceNames{};
}

bool has_card(const std::string &path, const std::string &keyword) {
  bool found = false;
  const std::string begin = fmt::format("{:<8}=", keyword);
  each_card(path, [&](std::string_view card) { return found = card.starts_with(begin); });
  return found;
}

std::string product_key(const std::string &path, bool folders) {
  SourceNames names = source_names(path);
  if (names.filename.size() < 2) return "";
  if (names.filename[1] == 'm') names.filename = std::filesystem::path(path).filename().string();
  std::string root = names.filename.substr(0, names.filename.find('.'));
  if (root.size() > 1 && root[1] == '3') root[1] = '1';
  return folders ? root + ' ' + names.date : root;
}

}  // namespace tool
