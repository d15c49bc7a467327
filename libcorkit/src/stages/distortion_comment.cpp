#include "stages/distortion_comment.hpp"

#include <algorithm>
#include <string>

namespace corkit {

bool distortion_is_corrected(const Header &product) {
  const auto lines = product.comments();
  return std::none_of(lines.begin(), lines.end(), [](const std::string &line) { return line.find(kNoWarpComment) != std::string::npos; });
}

}  // namespace corkit
