// Length of a vector in a plane. Not std::hypot, whose last bit depends on the processor and the C library.
#pragma once

#include <cmath>

namespace corkit {

inline double distance(double dx, double dy) { return std::sqrt(dx * dx + dy * dy); }

}  // namespace corkit
