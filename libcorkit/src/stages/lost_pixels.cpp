#include "stages/lost_pixels.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/instruction_set.hpp"
#include "fill/blocks.hpp"

namespace corkit {
namespace {

// Per block of 32 x 32 image pixels: does the instrument send it?
Image<std::uint8_t> sent_blocks(const LascoHeader &header, int nx, int ny, const std::vector<int> &null_blocks) {
  const int columns = (nx + kBlock - 1) / kBlock;
  const int rows = (ny + kBlock - 1) / kBlock;
  Image<std::uint8_t> sent(columns, rows, 1);
  const auto detector = parse_detector(header.detector);
  if (detector == Detector::C2 && header.binning() == 1) {
    for (const int block : null_blocks)
      if (block >= 0 && block < columns * rows) sent[static_cast<std::size_t>(block)] = 0;
    return sent;
  }
  if (detector != Detector::C2 && detector != Detector::C3) return sent;
  const int rebin = std::clamp(header.xbinning(), 1, kBlock);
  const auto tmask = get_tmask(*detector, rebin / 2);
  for (int j = 0; j < rows; ++j)
    for (int i = 0; i < columns; ++i)
      if (i * rebin < kBlock && j * rebin < kBlock && tmask(i * rebin, j * rebin) < 0) sent(i, j) = 0;
  return sent;
}

// Of a row. Pointers are parameters, because a byte that is stored might change what is held by reference.
template <class T>
CORKIT_INLINED void mark_dark(const T *from, const std::uint8_t *when_dark, std::uint8_t *to, std::size_t n) {
  for (std::size_t k = 0; k < n; ++k) to[k] = from[k] <= 0 ? when_dark[k] : std::uint8_t{0};
}

// To the end, without a way out that would keep the loop from vector registers.
CORKIT_INLINED unsigned bits_of(const std::uint8_t *values, std::size_t n) {
  unsigned seen = 0;
  for (std::size_t k = 0; k < n; ++k) seen |= values[k];
  return seen;
}

}  // namespace

Image<std::uint8_t> lost_pixels(const AnyImage &image, const LascoHeader &header, const std::vector<int> &null_blocks) {
  return std::visit(
      [&](const auto &pixels) {
        const auto sent = sent_blocks(header, pixels.nx(), pixels.ny(), null_blocks);
        auto lost = Image<std::uint8_t>::uninitialized(pixels.nx(), pixels.ny());
        std::vector<std::uint8_t> row_sent(static_cast<std::size_t>(pixels.nx()));
        for (int y = 0; y < pixels.ny(); ++y) {
          if (y % kBlock == 0)
            for (int x = 0; x < pixels.nx(); ++x) row_sent[static_cast<std::size_t>(x)] = sent(x / kBlock, y / kBlock);
          run_with(best_instruction_set(),
                   [&]() CORKIT_INLINED_LAMBDA { mark_dark(pixels.row(y), row_sent.data(), lost.row(y), row_sent.size()); });
        }
        return lost;
      },
      image);
}

int blocks_outside(const Image<std::int16_t> &map, const Image<std::uint8_t> &outside) {
  if (outside.empty()) return 0;
  int count = 0;
  for (int j = 0; j < map.ny(); ++j)
    for (int i = 0; i < map.nx(); ++i)
      if (map(i, j) == 0 && outside(i * kBlock, j * kBlock) != 0) ++count;
  return count;
}

int c2_blocks_outside(const Image<std::uint8_t> &outside, const std::vector<int> &null_blocks, int summing) {
  const int columns = outside.nx() / kBlock, rows = outside.ny() / kBlock;
  int count = 0;
  for (int block = 0; block < columns * rows; ++block) {
    if (summing == 1 && std::find(null_blocks.begin(), null_blocks.end(), block) != null_blocks.end()) continue;
    bool all = true;
    for (int y = block / columns * kBlock, end = y + kBlock; y < end && all; ++y) {
      const std::uint8_t *row = outside.row(y) + block % columns * kBlock;
      all = std::all_of(row, row + kBlock, [](auto v) { return v != 0; });
    }
    if (all) ++count;
  }
  return count;
}

bool any(const Image<std::uint8_t> &mask) {
  unsigned seen = 0;
  run_with(best_instruction_set(), [&]() CORKIT_INLINED_LAMBDA { seen = bits_of(mask.data(), mask.size()); });
  return seen != 0;
}

}  // namespace corkit
