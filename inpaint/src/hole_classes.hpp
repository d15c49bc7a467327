// Where holes are cut for scoring: at random, where a front crosses, or where nothing happens.
//
// Notes     1. Over cells of 8 x 8 pixels the median brightness of the image and of the image nearest in time are compared; the change of a
//              cell is the logarithm of their ratio, about 0.2 % of it photon noise. Medians: a star or a cosmic ray is no change.
//           2. The spread of a hole is the standard deviation of the changes of its cells: a difference of exposure has no part in it.
//           3. front: places by falling spread; quiet: by rising spread; 32 pixels between two of one trial. A place is taken once, so that
//              further trials in an image go down the list.
#pragma once

#include <set>
#include <string>
#include <tuple>

#include "change_map.hpp"
#include "hole_trial.hpp"

namespace corkit::inpaint {

enum class HoleClass { random, front, quiet };
inline constexpr int kClasses = 3;

// "random", "front", "quiet"; Error(CORKIT_ERROR_ARGUMENT) for others.
HoleClass hole_class(const std::string &name);
std::string hole_class_name(HoleClass which);

// Places of an image already taken: corner and shape.
using TakenPlaces = std::set<std::tuple<int, int, int, int>>;

// Like draw_trial(), by rank instead of at random; what it takes is added to `taken`. Places are on the block grid, or, when not aligned,
// on that of the cells. One shape a trial is drawn where the size has several.
Trial ranked_trial(Random &random, const SourceImage &image, std::size_t index, const Image<float> &change, HoleClass which, int size,
                   int most, bool aligned, TakenPlaces &taken);

}  // namespace corkit::inpaint
