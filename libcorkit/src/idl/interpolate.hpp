// INTERPOLATE with instructions of the caller's choice, which only tests have a reason to make.
#pragma once

#include "core/image.hpp"
#include "core/instruction_set.hpp"

namespace corkit::idl {

// As interpolate() in idl/arrays.hpp. The processor must have the set.
template <class T>
Image<T> interpolate(const Image<T> &image, const Image<float> &x, const Image<float> &y, InstructionSet set);

}  // namespace corkit::idl
