// img_hdr.txt: names that become part of addresses and paths.
#include "archive/day_list.hpp"

#include <set>

#include "../expectations.hpp"
#include "handles.hpp"

namespace corkit::fuzz {

void day_list(Bytes bytes) {
  try {
    std::set<std::string> names;
    for (const auto &image : tool::archive::parse_day_list(std::string(text_of(bytes)))) {
      check(image.name.find_first_of("/\\%?#& \t\n") == std::string::npos && image.name.front() != '.', "a name is a plain name");
      check(names.insert(image.name).second, "each name comes once");
      check(image.moment.empty() || image.moment.size() >= 19, "a moment is whole or absent");
    }
  } catch (const tool::Failure &failure) {
    check_sentence(failure.what());
  }
}

}  // namespace corkit::fuzz
