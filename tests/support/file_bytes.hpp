// The bytes of a file, at once: tests are compiled without optimisation, where a character at a time takes seconds.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>

namespace corkit::test {

// Empty where there is no file.
inline std::string file_bytes(const std::filesystem::path &path) {
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  std::string bytes(file ? static_cast<std::size_t>(file.tellg()) : 0, '\0');
  file.seekg(0);
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

}  // namespace corkit::test
