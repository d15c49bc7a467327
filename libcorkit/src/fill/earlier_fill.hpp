// Cards of a fill that was done before: `corkit fill` of the level-0.5 image, then its reduction, or another fill.
#pragma once

#include <cstdint>
#include <string>

#include "core/image.hpp"
#include "fits/header.hpp"

namespace corkit {

struct EarlierFill {
  std::string method;    // FILLMETH
  long long pixels = 0;  // MISSFILL

  bool any() const { return pixels > 0 || !method.empty(); }
};

// Of the header of what is read; none where it has neither card.
EarlierFill earlier_fill(const Header &input);

// What is left of it in a product whose pixels `before` depend on a filled one (empty: not known) and whose pixels `now` (empty: none) were
// filled anew.
EarlierFill remaining(EarlierFill earlier, const Image<std::uint8_t> &before, const Image<std::uint8_t> &now);

// FILLMASK of both fills; either may be empty.
Image<std::uint8_t> both_fills(Image<std::uint8_t> before, const Image<std::uint8_t> &now);

// FILLMETH and MISSFILL of both fills, where the product has its own: the methods in turn, the sum of the pixels.
void carry_fill_cards(const EarlierFill &earlier, Header &product);

// mask: FILLMASK of the input was read.
std::string earlier_fill_warning(const EarlierFill &earlier, bool mask);

}  // namespace corkit
