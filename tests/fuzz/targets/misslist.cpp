// MISSLIST, text for a list of blocks: what is read can be written and read again.
#include "../expectations.hpp"
#include "fill/blocks.hpp"

namespace corkit::fuzz {

void misslist(Bytes bytes) {
  const std::string text(text_of(bytes));
  for (const int side : {32, 16, 8})
    read_or_refuse("", [&] {
      const auto map = strmap2mb(text, side, side);
      check(map.nx() == side && map.ny() == side, "the map has the size asked for");
      const auto again = mb2strmap(map);
      check(mb2strmap(strmap2mb(again, side, side)) == again, "a list that was written is read as it was");
    });
}

}  // namespace corkit::fuzz
