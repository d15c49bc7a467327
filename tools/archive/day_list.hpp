// img_hdr.txt: the images of a day, one a line: name, date, time, camera, exposure, ...
#pragma once

#include <string>
#include <vector>

namespace tool::archive {

struct ListedImage {
  std::string name;    // 32170501.fts
  std::string moment;  // "2002/05/21 00:30:05"; "" where the line has too few columns
  std::string camera;  // "c3"; likewise
  std::string line;
};

// In order, each name once; a line whose first column is no plain name of a FITS file is passed over. Failure where there is none at all.
std::vector<ListedImage> parse_day_list(const std::string &text);

}  // namespace tool::archive
