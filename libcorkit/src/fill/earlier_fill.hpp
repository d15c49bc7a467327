// Cards of a fill that was done before: `corkit fill` of the level-0.5 image, then its reduction, or another fill.
#pragma once

#include <string>

#include "fits/header.hpp"

namespace corkit {

struct EarlierFill {
  std::string method;    // FILLMETH
  long long pixels = 0;  // MISSFILL

  bool any() const { return pixels > 0 || !method.empty(); }
};

// Of the header of what is read; none where it has neither card.
EarlierFill earlier_fill(const Header &input);

// FILLMETH and MISSFILL of both fills, where the product has its own: the methods in turn, the sum of the pixels.
void carry_fill_cards(const EarlierFill &earlier, Header &product);

// Where their map is not carried.
std::string earlier_fill_warning(const EarlierFill &earlier);

}  // namespace corkit
