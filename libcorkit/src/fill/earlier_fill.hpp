// Cards of a fill that was done before: `corkit fill` of the level-0.5 image, then its reduction, or another fill.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/image.hpp"
#include "fits/header.hpp"

namespace corkit {

struct EarlierFill {
  std::string method;             // FILLMETH, each method once
  long long marked = 0;           // pixels of FILLMASK
  long long named = 0;            // of them: those that were not lost again
  long long unnamed = 0;          // those that MISSFILL counts beyond FILLMASK
  std::optional<long long> card;  // MISSFILL

  long long pixels() const { return named + unnamed; }
  // A method without any number of pixels is known to have filled some.
  bool any() const { return pixels() > 0 || (!method.empty() && !card); }
};

// Of the header of what is read, and its FILLMASK; empty: it has none.
EarlierFill earlier_fill(const Header &input, const Image<std::uint8_t> &mask);

// What is left of it in a product whose pixels `before` depend on a filled one (empty: not known) and whose pixels `now` (empty: none) were
// filled anew.
EarlierFill remaining(EarlierFill earlier, const Image<std::uint8_t> &before, const Image<std::uint8_t> &now);

// The same where `refilled` of the pixels that were filled anew are those of the earlier fill that no mask names.
EarlierFill without_refilled(EarlierFill earlier, long long refilled);

// FILLMASK of both fills; either may be empty.
Image<std::uint8_t> both_fills(Image<std::uint8_t> before, const Image<std::uint8_t> &now);

// FILLMETH and MISSFILL of both fills, where the product has its own: each method once, in turn, and the sum of the pixels.
void carry_fill_cards(const EarlierFill &earlier, Header &product);

// writes_mask: the product has a FILLMASK.
std::string earlier_fill_warning(const EarlierFill &earlier, bool writes_mask);

// Of a context image with pixels that were filled and that no FILLMASK names.
std::string unnamed_context_warning(const EarlierFill &earlier);

// What a level-1 context tells of the fuzzy fill.
struct FuzzyFill {
  bool recorded = false;  // in HISTORY
  long long blocks = 0;   // that MISSLIST names
  bool has_mask = false;  // a FILLMASK that does not name them
};
std::string fuzzy_context_warning(const FuzzyFill &fuzzy);

// FILLSIG is NaN, not 0, where a pixel was filled and its error is not known.
void mark_unknown_sigma(Image<float> &sigma, const Image<std::uint8_t> &filled);

}  // namespace corkit
