#include "stages/output_name.hpp"

#include <algorithm>
#include <cctype>

#include "core/error.hpp"

namespace corkit {
namespace {

bool plain_base_name(const std::string &name) {
  const auto plain = [](char c) {
    const auto u = static_cast<unsigned char>(c);
    return std::isalnum(u) != 0 || c == '_' || c == '-' || c == '.';
  };
  return name.size() >= 3 && name.size() <= 64 && name.front() != '.' && name.front() != '-' &&
         std::all_of(name.begin(), name.end(), plain) && name.find("..") == std::string::npos;
}

std::string printable(std::string text) {
  for (char &c : text)
    if (std::isprint(static_cast<unsigned char>(c)) == 0) c = '?';
  return text;
}

std::string root_of(const std::string &name) { return name.substr(0, name.find('.')); }

}  // namespace

bool is_level1_name(const std::string &filename) {
  if (filename.size() < 3) return false;
  if (filename[1] == '4' || filename[1] == '5') return std::isdigit(static_cast<unsigned char>(filename[0])) != 0;
  if (filename[1] != 'm' && filename[1] != 'd') return false;
  return filename.compare(filename[2] == 'r' ? 3 : 2, 2, "1_") == 0;
}

OutputName output_name(const std::string &filename) {
  if (!plain_base_name(filename))
    throw Error(CORKIT_ERROR_SOURCE_NAME,
                "FILENAME is '" + printable(filename) +
                    "': it must be a plain base name such as 22180003.fts, because the product is named after it; correct the keyword");
  const char source = filename[1];
  if (source == 'm' || source == 'd') {
    // SolarSoft keeps twelve characters behind the inserted digit, thirteen for names such as 3mr...
    const std::size_t at = filename[2] == 'r' ? 3 : 2;
    const std::size_t kept = filename[2] == 'r' ? 13 : 12;
    return {root_of(filename.substr(0, at) + '1' + filename.substr(at, kept)) + ".fts", true, "monthly"};
  }
  if (source == '4' || source == '5') return {root_of(filename) + ".fts", false, {}};
  const std::size_t known = std::string("123").find(source);
  if (known == std::string::npos)
    throw Error(
        CORKIT_ERROR_SOURCE_NAME,
        "FILENAME is '" + filename + "': its second character must be 1 (quick-look), 2 (final), 3, m or d (model); correct the keyword");
  std::string name = filename;
  name[1] = "454"[known];
  return {root_of(name) + ".fts", false, {}};
}

}  // namespace corkit
