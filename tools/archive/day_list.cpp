#include "archive/day_list.hpp"

#include <corkit/corkit.h>

#include <algorithm>
#include <cctype>
#include <regex>
#include <set>
#include <sstream>

#include "handles.hpp"

namespace tool::archive {

std::vector<ListedImage> parse_day_list(const std::string &text) {
  // The name becomes part of an address and of a path.
  static const std::regex plain_name(R"([A-Za-z0-9_][A-Za-z0-9_.+-]{0,80}\.(fts|fits)(\.gz|\.fz)?)");
  static const std::regex date(R"((\d{4})[/-](\d\d)[/-](\d\d))"), time(R"(\d\d:\d\d:\d\d(\.\d*)?)");
  std::vector<ListedImage> images;
  std::set<std::string> seen;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.ends_with('\r')) line.pop_back();
    std::istringstream columns(line);
    std::string day, when, camera;
    ListedImage image;
    columns >> image.name >> day >> when >> camera;
    if (!std::regex_match(image.name, plain_name) || !seen.insert(image.name).second) continue;
    std::smatch part;
    if (std::regex_match(day, part, date) && std::regex_match(when, time)) {
      image.moment = part[1].str() + '/' + part[2].str() + '/' + part[3].str() + ' ' + when;
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
