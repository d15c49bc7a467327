#include "stages/field.hpp"

#include <algorithm>

namespace corkit {
namespace {

// The keywords are 16-bit numbers in SolarSoft's header structure.
int int16_value(int value) { return std::clamp(value, -32768, 32767); }

struct Range {
  int first, last;
};

Range range(int r1, int r2, int p1, int p2, int pixels) {
  if (r1 >= 1) return {int16_value(r1), int16_value(r2)};
  const int first = int16_value(p1);
  const auto fits = [&](int last) { return int16_value(last) - first + 1 == pixels; };
  if (first < 1 || fits(p2)) return {first, int16_value(p2)};
  if (fits(r2)) return {first, int16_value(r2)};
  return {first, p2 < 1 ? first + pixels - 1 : int16_value(p2)};
}

}  // namespace

Field field_of(const LascoHeader &h, int nx, int ny) {
  constexpr int kMost = 1024;  // a larger sum leaves no pixel of the frame
  const auto columns = range(h.r1col, h.r2col, h.p1col, h.p2col, nx * std::clamp(h.xsumming(), 1, kMost));
  const auto rows = range(h.r1row, h.r2row, h.p1row, h.p2row, ny * std::clamp(h.ysumming(), 1, kMost));
  return {columns.first, rows.first, columns.last, rows.last};
}

std::string field_text(const Field &f) {
  return "R1COL..R2COL = " + std::to_string(f.r1col) + ".." + std::to_string(f.r2col) + ", R1ROW..R2ROW = " + std::to_string(f.r1row) +
         ".." + std::to_string(f.r2row);
}

}  // namespace corkit
