#include "fits/hcompress.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace corkit {

namespace {

constexpr std::string_view kHcompressMagic = "\xdd\x99";
constexpr std::size_t kHeaderBytes = 25;  // magic, two sides, scale, sum (8 bytes), three numbers of planes

// Thrown where the bits end or make no sense.
struct Damage {};

class PlaneBits {
 public:
  explicit PlaneBits(std::string_view bytes) : bytes_(bytes), end_(bytes.size() * 8) {}

  unsigned take(unsigned count) {
    if (count > end_ - position_) throw Damage{};
    unsigned value = 0;
    for (; count > 0; --count, ++position_)
      value = value << 1 | (static_cast<unsigned char>(bytes_[position_ / 8]) >> (7 - position_ % 8) & 1U);
    return value;
  }
  void next_byte() { position_ = (position_ + 7) / 8 * 8; }
  bool has(std::size_t bits) const { return bits <= end_ - position_; }

 private:
  std::string_view bytes_;
  std::size_t end_;
  std::size_t position_ = 0;
};

// The code of a cell of 2 x 2: which of its pixels are set.
std::uint8_t huffman(PlaneBits &bits) {
  const unsigned three = bits.take(3);
  if (three < 4) return static_cast<std::uint8_t>(1U << three);
  const unsigned four = three << 1 | bits.take(1);
  constexpr std::array<std::uint8_t, 5> kFour = {3, 5, 10, 12, 15};
  if (four < 13) return kFour.at(four - 8);
  const unsigned five = four << 1 | bits.take(1);
  constexpr std::array<std::uint8_t, 5> kFive = {6, 7, 9, 11, 13};
  if (five < 31) return kFive.at(five - 26);
  return bits.take(1) == 0 ? 0 : 14;
}

bool is_set(std::uint8_t code, std::size_t row, std::size_t column) { return (code >> (3 - 2 * (row % 2) - column % 2) & 1U) != 0; }

// One plane of a quadrant of `rows` x `columns` coefficients: a code for each of its cells.
std::vector<std::uint8_t> read_plane(PlaneBits &bits, std::size_t rows, std::size_t columns) {
  const std::size_t down = (rows + 1) / 2, across = (columns + 1) / 2;
  const unsigned kind = bits.take(4);
  std::vector<std::uint8_t> codes;
  if (kind == 0) {
    if (!bits.has(4 * down * across)) throw Damage{};
    codes.resize(down * across);
    for (auto &code : codes) code = static_cast<std::uint8_t>(bits.take(4));
    return codes;
  }
  if (kind != 0xf) throw Damage{};
  codes = {huffman(bits)};
  std::size_t size = 1;
  while (size < std::max(rows, columns)) size *= 2;
  for (std::size_t level = size / 2; level > 1; level /= 2) {
    // The cells of this level cover `level` coefficients a side.
    const std::size_t ny = (rows + level - 1) / level, nx = (columns + level - 1) / level, before = (nx + 1) / 2;
    std::vector<std::uint8_t> finer(ny * nx);
    for (std::size_t k = finer.size(); k-- > 0;)
      if (is_set(codes[k / nx / 2 * before + k % nx / 2], k / nx, k % nx)) finer[k] = huffman(bits);
    codes = std::move(finer);
  }
  return codes;
}

class Coefficients {
 public:
  Coefficients(std::size_t nx, std::size_t ny) : nx_(nx), set_(nx * ny, 0) {}

  void read_quadrant(PlaneBits &bits, std::size_t x0, std::size_t y0, std::size_t columns, std::size_t rows, int planes) {
    for (int plane = 0; plane < planes; ++plane) {
      const auto codes = read_plane(bits, rows, columns);
      const std::size_t across = (columns + 1) / 2;
      for (std::size_t y = 0; y < rows; ++y)
        for (std::size_t x = 0; x < columns; ++x)
          if (is_set(codes[y / 2 * across + x / 2], y, x)) set_[(y0 + y) * nx_ + x0 + x] = 1;
    }
  }
  std::size_t signs() const { return static_cast<std::size_t>(std::count(set_.begin(), set_.end(), 1)); }

 private:
  std::size_t nx_;
  std::vector<std::uint8_t> set_;
};

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t k = 0; k < 4; ++k) value = value << 8 | static_cast<unsigned char>(bytes[at + k]);
  return value;
}

}  // namespace

std::optional<int> hcompress_scale(std::string_view bytes, std::size_t nx, std::size_t ny, int planes) try {
  if (bytes.size() < kHeaderBytes || !bytes.starts_with(kHcompressMagic) || nx < 2 || ny < 2) return std::nullopt;
  if (number_at(bytes, 2) != ny || number_at(bytes, 6) != nx) return std::nullopt;
  const auto scale = static_cast<std::int32_t>(number_at(bytes, 10));
  std::array<int, 3> count{};
  for (std::size_t k = 0; k < count.size(); ++k) {
    count.at(k) = static_cast<unsigned char>(bytes[kHeaderBytes - 3 + k]);
    if (count.at(k) > planes) return std::nullopt;
  }
  PlaneBits bits(bytes.substr(kHeaderBytes));
  Coefficients coefficients(nx, ny);
  const std::size_t left = (nx + 1) / 2, low = (ny + 1) / 2;
  coefficients.read_quadrant(bits, 0, 0, left, low, count[0]);
  coefficients.read_quadrant(bits, left, 0, nx / 2, low, count[1]);
  coefficients.read_quadrant(bits, 0, low, left, ny / 2, count[1]);
  coefficients.read_quadrant(bits, left, low, nx / 2, ny / 2, count[2]);
  if (bits.take(4) != 0) return std::nullopt;
  bits.next_byte();
  return bits.has(coefficients.signs()) ? std::optional(scale) : std::nullopt;
} catch (const Damage &) {
  return std::nullopt;
}

}  // namespace corkit
