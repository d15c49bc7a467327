#include "calib/text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>

#include "core/decimal.hpp"
#include "core/file_kind.hpp"

namespace corkit {

namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";
constexpr std::size_t kMaxTextBytes = 64U << 20;
constexpr std::size_t kMaxNumberLength = 64;

}  // namespace

void throw_damaged(const std::filesystem::path &path, std::size_t line, const std::string &what) {
  throw Error(CORKIT_ERROR_CALIBRATION_DAMAGED, path.string() + (line > 0 ? ", line " + std::to_string(line) : std::string()) + ": " +
                                                    what + "; the file is damaged or of another kind: fetch it again from SolarSoft");
}

void throw_unreadable(const std::filesystem::path &path, const std::string &remedy) {
  const bool there = file_kind(path, CORKIT_ERROR_CALIBRATION) == FileKind::file;
  throw Error(there ? CORKIT_ERROR_CALIBRATION : CORKIT_ERROR_CALIBRATION_MISSING, path.string() + " cannot be read: " + remedy);
}

std::vector<unsigned char> read_bytes(const std::filesystem::path &path, std::size_t limit) {
  std::error_code code;
  const auto size = std::filesystem::file_size(path, code);
  std::ifstream in(path, std::ios::binary);
  if (code || !in) throw_unreadable(path);
  if (size > limit) throw_damaged(path, 0, "it has " + std::to_string(size) + " bytes, more than such a file can have");
  std::vector<unsigned char> bytes(size);
  in.read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(size));
  if (static_cast<std::uintmax_t>(in.gcount()) != size) throw_unreadable(path, "it ends early, so check the disk");
  return bytes;
}

std::vector<std::string> read_lines(const std::filesystem::path &path) {
  const auto bytes = read_bytes(path, kMaxTextBytes);
  std::vector<std::string> lines;
  for (auto at = bytes.begin(); at != bytes.end();) {
    const auto end = std::find(at, bytes.end(), '\n');
    lines.emplace_back(at, end);
    if (!lines.back().empty() && lines.back().back() == '\r') lines.back().pop_back();
    at = end == bytes.end() ? end : end + 1;
  }
  return lines;
}

std::string_view trim_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(kBlanks);
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::vector<std::string_view> split_blanks(std::string_view text) {
  std::vector<std::string_view> tokens;
  while (!(text = trim_blanks(text)).empty()) {
    tokens.push_back(text.substr(0, text.find_first_of(kBlanks)));
    text.remove_prefix(tokens.back().size());
  }
  return tokens;
}

std::string_view columns(std::string_view line, std::size_t first, std::size_t count) {
  return first < line.size() ? line.substr(first, count) : std::string_view();
}

std::optional<double> parse_double(std::string_view text) {
  text = trim_blanks(text);
  if (text.empty() || text.size() > kMaxNumberLength) return std::nullopt;
  std::string number(text);
  std::replace_if(
      number.begin(), number.end(), [](char c) { return c == 'D' || c == 'd'; }, 'e');
  if (number.front() == '+') {
    number.erase(0, 1);
    if (number.empty() || number.front() == '-') return std::nullopt;
  }
  double value = 0;
  const auto [end, error] = decimal(number.data(), number.data() + number.size(), value);
  if (error != std::errc() || end != number.data() + number.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::optional<float> parse_float(std::string_view text) {
  const auto value = parse_double(text);
  if (!value || !std::isfinite(static_cast<float>(*value))) return std::nullopt;
  return static_cast<float>(*value);
}

std::optional<int> parse_int(std::string_view text) {
  text = trim_blanks(text);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace corkit
