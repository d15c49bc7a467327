// SHA-256 of a file.
#pragma once

#include <string>

namespace tool {

// 64 hexadecimal digits; "" if the file cannot be read.
std::string sha256_of_file(const std::string &path);

}  // namespace tool
