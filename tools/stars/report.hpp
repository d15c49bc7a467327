// Findings as text, as JSON, as rows of a table.
#pragma once

#include <string>
#include <vector>

#include "stars/finding.hpp"

namespace tool {

// Several lines for people.
std::string as_text(const Finding &finding, bool photometry);
// One object in one line.
std::string as_json_line(const Finding &finding);

// CSV with a line of column names: a row an image, or a row a star.
std::string image_table(const std::vector<Finding> &findings);
std::string star_table(const std::vector<Finding> &findings);

}  // namespace tool
