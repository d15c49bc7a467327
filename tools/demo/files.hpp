// Text, binary and FITS files of the demonstration set.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tool::demo {

// Failure(CORKIT_ERROR_IO) when the file cannot be written. Folders are made.
void write_text(const std::filesystem::path &path, std::string_view text);
void write_bytes(const std::filesystem::path &path, std::span<const unsigned char> bytes);

// Cards as MAKE_FITS_HDR wrote them: value right-justified to column 30, then " /".
std::string card(std::string_view keyword, const char *value);
std::string card(std::string_view keyword, long long value);
std::string float_card(std::string_view keyword, double value);   // six significant digits
std::string double_card(std::string_view keyword, double value);  // eight significant digits

// A primary image, nx fastest, with these cards after the mandatory ones, then SYNTHET = T and a COMMENT; history goes last.
void write_fits(const std::filesystem::path &path, std::span<const float> pixels, int nx, const std::vector<std::string> &cards);
void write_fits(const std::filesystem::path &path, std::span<const uint8_t> pixels, int nx, const std::vector<std::string> &cards);
void write_fits(const std::filesystem::path &path, std::span<const int16_t> pixels, int nx, const std::vector<std::string> &cards,
                const std::vector<std::string> &history);

}  // namespace tool::demo
