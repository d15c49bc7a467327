// Blocks of C2 that are empty by design: c2nullblocks.txt; and NMISSING, MISSLIST computed with them.
#include <algorithm>

#include "../expectations.hpp"
#include "calib/tables.hpp"
#include "fill/blocks.hpp"

namespace corkit::fuzz {

void null_blocks(Bytes bytes) {
  const auto path = file_of(bytes);
  read_or_refuse(path, [&] {
    const auto blocks = read_null_blocks(path);
    check(std::all_of(blocks.begin(), blocks.end(), [](int b) { return b >= 0 && b < 1024; }), "a block is one of 1024");
    const AnyImage dark = Image<std::int16_t>(256, 256);
    const auto missing = c2_missing_blocks(dark, blocks, 4, bytes.size() % 2 == 0);
    check(missing.count >= 0 && missing.count <= 1024, "at most all blocks are missing");
  });
}

}  // namespace corkit::fuzz
