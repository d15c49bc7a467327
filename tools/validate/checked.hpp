// One image: SolarSoft's product beside corkit's.
#pragma once

#include <corkit/corkit.h>

#include <map>
#include <string>
#include <vector>

#include "validate/cards.hpp"
#include "validate/pixels.hpp"

namespace tool::validate {

enum class Verdict { identical, agrees, differs, not_compared };
const char *word_of(Verdict verdict);

struct Checked {
  std::string input;         // level 0.5
  std::string theirs, mine;  // paths of the products; "" for none
  std::string name, title;   // "35082085.fts", "C3 Clear 2002-01-08T20:41:16.454"
  std::string error;         // why it was not compared
  std::string log;           // what SolarSoft printed before it failed
  PixelComparison pixels;
  CardComparison cards;
  std::string made;                                      // DATE of SolarSoft's product
  std::map<std::string, std::string> with, with_corkit;  // HISTORY: versions of routines, dates of files
  std::vector<std::string> reasons;                      // the known ones that were met, each once
  std::vector<std::string> warnings;                     // corkit's own
  std::vector<std::string> pictures;                     // PNG: SolarSoft's, corkit's, difference; empty: none were asked for
  Verdict verdict = Verdict::not_compared;

  // The plain one, without the names.
  bool by_corkit() const { return with.contains("corkit"); }  // no product of SolarSoft
  std::string sentence() const;
};

// Fills in all from pixels on. Both were read from theirs and mine.
void compare(const Image &theirs, const Image &mine, const Tolerance &tolerance, bool unrolled, Checked &checked);

}  // namespace tool::validate
