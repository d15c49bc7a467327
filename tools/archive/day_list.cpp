#include "archive/day_list.hpp"

#include <corkit/corkit.h>

#include <algorithm>
#include <cctype>
#include <set>
#include <sstream>
#include <string_view>

#include "handles.hpp"

namespace tool::archive {

namespace {

constexpr std::size_t longest_name = 80;

// The name becomes part of an address and of a path.
bool is_plain_name(std::string_view name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  if (name.empty() || name.size() > longest_name || letters.find(name.front()) == std::string_view::npos) return false;
  if (name.find_first_not_of(std::string(letters) + ".+-") != std::string_view::npos) return false;
  if (name.ends_with(".gz") || name.ends_with(".fz")) name.remove_suffix(3);
  return name.ends_with(".fts") || name.ends_with(".fits");
}

// '9' in the form is a digit, '/' also '-'; more may follow where it ends.
bool begins_as(std::string_view text, std::string_view form) {
  const auto fits = [](char c, char f) { return f == '9' ? c >= '0' && c <= '9' : f == '/' ? c == '-' || c == '/' : c == f; };
  return text.size() >= form.size() && std::equal(form.begin(), form.end(), text.begin(), [&](char f, char c) { return fits(c, f); });
}

}  // namespace

std::vector<ListedImage> parse_day_list(const std::string &text) {
  std::vector<ListedImage> images;
  std::set<std::string> seen;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('\r')) line.pop_back();
    std::istringstream columns(line);
    std::string date, time, camera;
    ListedImage image;
    columns >> image.name >> date >> time >> camera;
    if (!is_plain_name(image.name) || !seen.insert(image.name).second) continue;
    if (date.size() == 10 && begins_as(date, "9999/99/99") && begins_as(time, "99:99:99")) {
      image.moment = date.substr(0, 4) + '/' + date.substr(5, 2) + '/' + date.substr(8, 2) + ' ' + time;
      std::transform(camera.begin(), camera.end(), camera.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      image.camera = camera;
    }
    image.line = line;
    images.push_back(std::move(image));
  }
  if (images.empty()) throw Failure(CORKIT_ERROR_INPUT, "it names no images");
  return images;
}

}  // namespace tool::archive
