// The last step of the fill: a lost block loses the class of cosine coefficients that dominates around it.
//
// Follows   fuzzy/fuzzy_block.pro (spec/level1.md 10.5)
// Notes     1. SolarSoft means to limit the coefficients of the dominant class to the range they have in the neighbouring blocks; it
//              takes both limits from the wrong elements, and the class becomes 0 (Q12). That is what is computed here.
//           2. At the left and bottom edge SolarSoft transforms the block beside the lost one (Q13). Here the lost block itself,
//              unless compat_bugs.
//           3. Where no block around has any contrast there is no dominant class, and the block stays as it is. SolarSoft sets the
//              mean to 0 then, which it is anyway but for an exactly constant neighbourhood.
#pragma once

#include <array>
#include <cstdint>

#include "core/image.hpp"
#include "fill/fuzzy/dct.hpp"

namespace corkit::fuzzy {

enum CoefficientClass : std::uint8_t { kMean = 0, kLow = 1, kHorizontal = 2, kVertical = 3, kDiagonal = 4, kHigh = 5 };

// Class of coefficient (u, v), u fastest.
std::array<std::uint8_t, 1024> coefficient_classes();

// Treats the lost blocks of an image one after the other; each sees those treated before it.
class FuzzyBlocks {
 public:
  FuzzyBlocks(Image<float> &image, bool compat_bugs);
  void treat(int i, int j);

 private:
  DctBlock transform(int i, int j) const;
  std::uint8_t class_of(int i, int j);

  Image<float> &image_;
  bool compat_bugs_;
  std::array<std::uint8_t, 1024> classes_;
  Image<std::uint8_t> known_;  // class of each block, kUnknown where it must be found
};

}  // namespace corkit::fuzzy
