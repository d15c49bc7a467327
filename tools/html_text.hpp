// Text and bytes as they stand in an HTML page.
#pragma once

#include <cstddef>
#include <string>

namespace tool {

std::string base64(const unsigned char *bytes, size_t n);

// & < > " as entities.
std::string escaped_html(const std::string &text);

}  // namespace tool
