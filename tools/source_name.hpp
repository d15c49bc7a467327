// Which level-1 name an input will get, as far as it takes to see that two inputs would get the same.
#pragma once

#include <string>

namespace tool {

// Cards of an input, each "" where the header does not say; detector also where the header does not begin and end as one does.
struct SourceNames {
  std::string filename, date, time, filter, polar, detector;
};
SourceNames source_names(const std::string &path);

// Whether the header has that keyword, with a value.
bool has_card(const std::string &path, const std::string &keyword);

// Equal for two inputs whose products would have the same name; "" when the header does not say (the library then reports why).
// Reads the header only, plain, gzipped or fpacked. folders: products go to a folder by date (--pipeline), so the date counts too.
//
// Notes     SolarSoft replaces the second character of FILENAME: 1 -> 4, 2 -> 5, 3 -> 4. Quick-look and Bogart images (1 and 3) can
//           therefore collide. Monthly images (m) are named after the file itself.
std::string product_key(const std::string &path, bool folders);

}  // namespace tool
