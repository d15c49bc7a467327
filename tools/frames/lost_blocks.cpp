#include "frames/lost_blocks.hpp"

#include <fitsio.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>
#include <sstream>
#include <string_view>

#include "core/decimal.hpp"

namespace tool {
namespace {

using Mask = corkit::Image<std::uint8_t>;

constexpr int kBlock = 32;  // pixels of the image, whatever its summing

void mark_block(Mask &mask, int column, int row) {
  for (int y = row * kBlock; y < std::min((row + 1) * kBlock, mask.ny()); ++y)
    for (int x = column * kBlock; x < std::min((column + 1) * kBlock, mask.nx()); ++x) mask(x, y) = 1;
}

// Blocks whose entry is 0.
int mark_zeros(const corkit_array &map, Mask &mask) {
  int count = 0;
  for (int j = 0; j < map.ny; ++j)
    for (int i = 0; i < map.nx; ++i)
      if (pixel(map, static_cast<size_t>(j) * static_cast<size_t>(map.nx) + static_cast<size_t>(i)) == 0) {
        mark_block(mask, i, j);
        ++count;
      }
  return count;
}

// MISSLIST: base-32 text of C3, block numbers of C2. Returns how many blocks it names; -1 for no such list.
int mark_listed(const std::string &detector, const std::string &list, Mask &mask) {
  const int columns = mask.nx() / kBlock, rows = mask.ny() / kBlock;
  if (detector == "C3") {
    corkit_array *map = nullptr;
    if (corkit_strmap2mb(list.c_str(), columns, rows, &map) != CORKIT_OK) return -1;
    const Array owned(map);
    return mark_zeros(*map, mask);
  }
  std::istringstream numbers(list);
  int count = 0;
  for (int block = 0; numbers >> block; ++count) {
    if (block < 0 || block >= columns * rows) return -1;
    mark_block(mask, block % columns, block / columns);
  }
  return numbers.eof() ? count : -1;
}

// Per block: -1 where the camera sends none.
std::vector<int> sent_blocks(corkit_context *ctx, const corkit_header *header, int nx, int ny) {
  std::vector<std::uint8_t> ones(static_cast<size_t>(nx) * static_cast<size_t>(ny), 1);
  const corkit_array image{ones.data(), CORKIT_UINT8, nx, ny};
  corkit_array *map = nullptr;
  int count = 0;
  if (corkit_find_miss_blocks(ctx, &image, header, &map, &count, nullptr, 0) != CORKIT_OK) return {};
  const Array owned(map);
  std::vector<int> sent(static_cast<size_t>(map->nx) * static_cast<size_t>(map->ny));
  for (size_t k = 0; k < sent.size(); ++k) sent[k] = static_cast<int>(pixel(*map, k));
  return sent;
}

// A header does not tell which field was read out. Where more blocks are missing than ever were lost, it is the smallest rectangle
// that holds those that are there. Returns how many blocks outside of it leave the mask.
int take_out_what_is_outside(corkit_context *ctx, const corkit_header *header, int count, Mask &mask) {
  constexpr int kMostLost = 256;
  if (count <= kMostLost) return 0;
  const int columns = mask.nx() / kBlock, rows = mask.ny() / kBlock;
  const auto sent = sent_blocks(ctx, header, mask.nx(), mask.ny());
  if (sent.size() != static_cast<size_t>(columns) * static_cast<size_t>(rows)) return 0;
  int left = columns, right = -1, bottom = rows, top = -1;
  for (int j = 0; j < rows; ++j)
    for (int i = 0; i < columns; ++i) {
      if (sent[static_cast<size_t>(j) * static_cast<size_t>(columns) + static_cast<size_t>(i)] < 0 || mask(i * kBlock, j * kBlock) != 0)
        continue;
      left = std::min(left, i);
      right = std::max(right, i);
      bottom = std::min(bottom, j);
      top = std::max(top, j);
    }
  if (right < 0) return 0;  // nothing is there: lost altogether
  int outside = 0;
  for (int j = 0; j < rows; ++j)
    for (int i = 0; i < columns; ++i) {
      if ((i >= left && i <= right && j >= bottom && j <= top) || mask(i * kBlock, j * kBlock) == 0) continue;
      ++outside;
      for (int y = j * kBlock; y < (j + 1) * kBlock; ++y) std::fill_n(mask.row(y) + i * kBlock, kBlock, std::uint8_t{0});
    }
  return outside;
}

bool was_warped(const corkit_header *header) {
  for (size_t i = 0; i < corkit_header_count(header); ++i) {
    std::array<char, 81> card{};
    check(corkit_header_card(header, i, card.data()));
    if (std::string(card.data()).find("/NOWARP applied") != std::string::npos) return false;
  }
  return true;
}

Mask warped(corkit_context *ctx, const std::string &detector, const Mask &mask, const corkit_header *header) {
  const Header copy(corkit_header_copy(header));
  // The occulter's centre is looked up by a date of level 0.5.
  std::string date = text_value(header, "DATE-OBS").substr(0, 10);
  std::replace(date.begin(), date.end(), '-', '/');
  check(corkit_header_set_string(copy.get(), "DATE-OBS", date.c_str(), nullptr));
  auto values = corkit::convert<float>(mask);
  const corkit_array in{values.data(), CORKIT_FLOAT32, mask.nx(), mask.ny()};
  corkit_array *out = nullptr;
  check(corkit_warp(ctx, detector.c_str(), &in, copy.get(), CORKIT_ORACLE_IDL, &out));
  const Array owned(out);
  Mask moved(mask.nx(), mask.ny());
  for (size_t k = 0; k < moved.size(); ++k) moved[k] = pixel(*out, k) > 0 ? 1 : 0;
  return moved;
}

// The angle of ROT that HISTORY names.
std::optional<double> recorded_angle(const corkit_header *header) {
  constexpr std::string_view applied = "Applied rot(image,";
  std::optional<double> angle;
  for (size_t i = 0; i < corkit_header_count(header); ++i) {
    std::array<char, 81> card{};
    check(corkit_header_card(header, i, card.data()));
    const std::string_view line(card.data());
    const auto at = line.find(applied);
    double value = 0;
    if (at != std::string_view::npos &&
        corkit::decimal(line.data() + at + applied.size(), line.data() + line.size(), value).ec == std::errc())
      angle = value;
  }
  return angle;
}

// As reduce_level_1 turned the image, from RECTIFY (the net turn), HISTORY and the Sun's centre.
Mask turned(const Mask &mask, const corkit_header *header) {
  const double rectify = number_value(header, "RECTIFY", 0);
  const auto rotated = recorded_angle(header);
  const bool half_turn = rotated ? std::abs(rectify + *rotated) > 90 : std::abs(rectify) > 170;
  const double roll_deg = rotated ? -*rotated : rectify - (half_turn ? 180 : 0);
  const double angle = std::abs(roll_deg) >= 1 ? roll_deg * std::numbers::pi / 180 : 0;
  if (!half_turn && angle == 0) return mask;
  const double xc = number_value(header, "CRPIX1") - 1, yc = number_value(header, "CRPIX2") - 1;
  const double c = std::cos(angle), s = std::sin(angle);
  Mask out(mask.nx(), mask.ny(), 0);
  for (int y = 0; y < out.ny(); ++y) {
    for (int x = 0; x < out.nx(); ++x) {
      const double dx = x - xc, dy = y - yc;
      auto u = static_cast<int>(std::lround(xc + dx * c + dy * s));
      auto v = static_cast<int>(std::lround(yc - dx * s + dy * c));
      if (half_turn) {
        u = mask.nx() - 1 - u;
        v = mask.ny() - 1 - v;
      }
      if (u >= 0 && v >= 0 && u < mask.nx() && v < mask.ny()) out(x, y) = mask(u, v);
    }
  }
  return out;
}

Mask fill_mask(const std::string &file, int nx, int ny) {
  fitsfile *fits = nullptr;
  int status = 0;
  if (fits_open_diskfile(&fits, file.c_str(), READONLY, &status) != 0) return {};
  std::array<char, 9> name{"FILLMASK"};
  std::array<long, 2> size{};
  fits_movnam_hdu(fits, IMAGE_HDU, name.data(), 0, &status);
  fits_get_img_size(fits, 2, size.data(), &status);
  Mask mask;
  if (status == 0 && size[0] == nx && size[1] == ny) {
    mask = Mask(nx, ny, 0);
    int any = 0;
    fits_read_img(fits, TBYTE, 1, static_cast<LONGLONG>(mask.size()), nullptr, mask.data(), &any, &status);
    if (status != 0) mask = {};
  }
  status = 0;
  fits_close_file(fits, &status);
  return mask;
}

}  // namespace

LostBlocks lost_blocks_of_level05(corkit_context *ctx, const std::string &file, const Image &image) {
  LostBlocks lost;
  lost.filled = fill_mask(file, image.pixels->nx, image.pixels->ny);
  corkit_array *map = nullptr;
  std::array<char, 4096> list{};
  if (corkit_find_miss_blocks(ctx, image.pixels.get(), image.header.get(), &map, &lost.count, list.data(), list.size()) != CORKIT_OK) {
    lost.count = -1;
    lost.warning = std::string("which blocks are missing is not known: ") + corkit_last_error(nullptr);
    return lost;
  }
  const Array owned(map);
  if (lost.count <= 0) return lost;
  const int nx = image.pixels->nx, ny = image.pixels->ny;
  if (map->nx * kBlock != nx || map->ny * kBlock != ny) {  // a part of the field: counted in the full frame
    lost.placed = false;
    return lost;
  }
  lost.mask = Mask(nx, ny, 0);
  mark_zeros(*map, lost.mask);
  return lost;
}

LostBlocks lost_blocks_of_level1(corkit_context *ctx, const std::string &file, const Image &image) {
  LostBlocks lost;
  const corkit_header *const header = image.header.get();
  const int nx = image.pixels->nx, ny = image.pixels->ny;
  lost.filled = fill_mask(file, nx, ny);
  const double count = number_value(header, "NMISSING", -1);
  lost.count = std::isfinite(count) ? static_cast<int>(std::clamp(count, -1.0, 1e6)) : -1;
  if (lost.count <= 0) return lost;
  const std::string detector = text_value(header, "DETECTOR");
  Mask mask(nx, ny, 0);
  if (mark_listed(detector, text_value(header, "MISSLIST"), mask) != lost.count) {
    lost.placed = false;
    lost.warning = fmt::format("{} missing block{}; MISSLIST does not say which", lost.count, lost.count == 1 ? "" : "s");
    return lost;
  }
  lost.outside = take_out_what_is_outside(ctx, header, lost.count, mask);
  try {
    if (was_warped(header)) mask = warped(ctx, detector, mask, header);
    lost.mask = turned(mask, header);
  } catch (const Failure &failure) {
    lost.warning =
        fmt::format("{} missing block{}; where they are is not known: {}", lost.count, lost.count == 1 ? "" : "s", failure.what());
  }
  return lost;
}

int missing_outside_of_level1(corkit_context *ctx, const Image &image) {
  const corkit_header *const header = image.header.get();
  const double count = number_value(header, "NMISSING", -1);
  if (!(count > 0)) return count == 0 ? 0 : -1;
  Mask mask(image.pixels->nx, image.pixels->ny, 0);
  if (mark_listed(text_value(header, "DETECTOR"), text_value(header, "MISSLIST"), mask) != count) return -1;
  return take_out_what_is_outside(ctx, header, static_cast<int>(count), mask);
}

}  // namespace tool
