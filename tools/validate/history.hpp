// What HISTORY lines of level-1 products say: which routine, in which version, which calibration file, of which date.
#pragma once

#include <corkit/corkit.h>

#include <map>
#include <string>
#include <string_view>

namespace tool::validate {

struct HistoryLine {
  std::string subject;  // routine ("c3_calibrate.pro"), file ("C3ramp.fts"), "roll", or the text itself
  std::string version;  // of a routine: "1.53, 10/03/05"; "" if none is given
  std::string date;     // of a file: "1999/03/18"
  std::string rest;     // what is said apart from that
};

// text: of a card, from column 9.
HistoryLine read_history(std::string_view text);

// Routines and files of a product's HISTORY with their version or date; corkit itself is the routine "corkit".
std::map<std::string, std::string> made_with(const corkit_header *header);

// HISTORY says that the image was turned to solar north.
bool was_rotated(const corkit_header *header);

}  // namespace tool::validate
