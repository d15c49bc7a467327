// Lines, columns and numbers of SolarSoft's text tables, independent of the locale.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"

namespace corkit {

// Error(CORKIT_ERROR_CALIBRATION_MISSING) where there is no such file, (CORKIT_ERROR_CALIBRATION) where it is there: some callers do
// without a file that is missing.
[[noreturn]] void throw_unreadable(const std::filesystem::path &path, const std::string &remedy = "check that it is a file you may read");

// The whole file; throw_unreadable() if it cannot be read, Error(CORKIT_ERROR_CALIBRATION_DAMAGED) if it is larger than limit (bytes).
std::vector<unsigned char> read_bytes(const std::filesystem::path &path, std::size_t limit);
// Lines without their ends (LF, CRLF).
std::vector<std::string> read_lines(const std::filesystem::path &path);

std::string_view trim_blanks(std::string_view text);
std::vector<std::string_view> split_blanks(std::string_view text);
// Columns first..first+count-1, 0-based; what lies beyond the end of the line is empty.
std::string_view columns(std::string_view line, std::size_t first, std::size_t count);

// The whole text, blanks around it aside, must be one finite number. D exponents and a plus sign are accepted.
std::optional<double> parse_double(std::string_view text);
// Through DOUBLE, as numpy and IDL's READS do.
std::optional<float> parse_float(std::string_view text);
std::optional<int> parse_int(std::string_view text);

// Error(CORKIT_ERROR_CALIBRATION_DAMAGED): "<path>, line <n>: <what>; ...". Line 0: no line.
[[noreturn]] void throw_damaged(const std::filesystem::path &path, std::size_t line, const std::string &what);

}  // namespace corkit
