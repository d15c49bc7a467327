#include "stages/field.hpp"

#include <algorithm>

#include "core/error.hpp"

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

[[noreturn]] void bad_value(const std::string &keyword, const std::string &value, const std::string &remedy) {
  throw Error(CORKIT_ERROR_KEYWORD_VALUE, keyword + " is " + value + ": " + remedy);
}

// The read-out area along one axis, R1..R2, or P1..P2 where R1 is not given. Where P2 is missing too, the image's size tells the end.
void require_on_chip(const std::string &axis, int farthest, int r1, int r2, int p1, int p2) {
  constexpr int kChip = 1100;  // pixels of a side, with the underscan
  const std::string name = r1 < 1 ? "P" : "R";
  const auto bad_corner = [&](const std::string &keyword, int value) {
    bad_value(keyword, std::to_string(value), "no pixel of the chip has this number, they begin at 1; correct the header");
  };
  if (r1 < 0) bad_corner("R1" + axis, r1);
  if (r1 < 1 && p1 < 0) bad_corner("P1" + axis, p1);
  const int first = r1 < 1 ? p1 : r1;
  if (first > farthest) bad_corner(name + "1" + axis, first);
  if (r1 < 1 && p2 < 1) return;
  const int last = r1 < 1 ? p2 : r2;
  if (last < first || last - first >= kChip)
    bad_value(name + "1" + axis + ", " + name + "2" + axis, std::to_string(first) + ", " + std::to_string(last),
              "they must bound a field on the 1024 x 1024 chip; correct the header");
}

}  // namespace

void require_field_on_chip(const LascoHeader &h) {
  constexpr int kColumns = 1100;  // with the underscan
  constexpr int kRows = 2048;     // SolarSoft takes the first row for those above 1024
  require_on_chip("COL", kColumns, h.r1col, h.r2col, h.p1col, h.p2col);
  require_on_chip("ROW", kRows, h.r1row, h.r2row, h.p1row, h.p2row);
}

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
