// The page's parts, as CMake put them into the program: page.html with %NAMES% to replace, page.css, page.js.
#pragma once

#include <string_view>

namespace tool {

extern const std::string_view page_html, page_css, page_js;

}  // namespace tool
