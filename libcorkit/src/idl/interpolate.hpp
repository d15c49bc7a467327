// INTERPOLATE of some results at a time, and with instructions of the caller's choice, which only tests have a reason to make.
#pragma once

#include <cstddef>

#include "core/image.hpp"
#include "core/instruction_set.hpp"

namespace corkit::idl {

// As interpolate() in idl/arrays.hpp. The processor must have the set.
template <class T>
Image<T> interpolate(const Image<T> &image, const Image<float> &x, const Image<float> &y, InstructionSet set);

// `count` results at x, y of the image converted to T: for each type of interpolate(), and as FLOAT or DOUBLE for BYTE images. The image
// has pixels.
template <class T, class Pixel>
void interpolate_run(const Image<Pixel> &image, const float *x, const float *y, T *to, std::size_t count, InstructionSet set);

}  // namespace corkit::idl
