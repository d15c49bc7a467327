// IDL's array builtins on images: REBIN, ROTATE, INTERPOLATE, MEDIAN, HISTOGRAM.
//
// REBIN      enlarging: bilinear, edge repeated; shrinking: mean of the box; integers truncate towards zero. FLOAT by 2 x 2
//            is ((a00+a10)+(a01+a11))/4 in FLOAT (spec/level1.md 20.1).
// INTERPOLATE coordinates clamped to 0..n-1, weights and sum DOUBLE, result of the image's type (20.4, 10.6).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/image.hpp"

namespace corkit::idl {

// Instantiated for uint8, int16, uint16, int32, float, double. New sizes must be multiples or factors: Error otherwise.
template <class T>
Image<T> rebin(const Image<T> &image, int nx, int ny);
template <class T>
Image<T> rebin_sample(const Image<T> &image, int nx, int ny);  // REBIN(/SAMPLE): nearest neighbour

// ROTATE(a, direction), direction 0..7: 1 turns by 90, 2 by 180, 3 by 270 degrees counter-clockwise; 4..7 transpose first.
template <class T>
Image<T> rotate(const Image<T> &image, int direction);

// Samples image at (x, y); x and y have the shape of the result. Same types as rebin. Integer types truncate.
template <class T>
Image<T> interpolate(const Image<T> &image, const Image<float> &x, const Image<float> &y);

// MEDIAN(a) without /EVEN: the upper of the two middle values for an even number. values is reordered.
template <class T>
T median_in_place(std::span<T> values);

// HISTOGRAM(values, MIN=0): number of each value from 0 to the largest; negative values are not counted.
std::vector<std::int64_t> histogram(std::span<const std::int32_t> values);

}  // namespace corkit::idl
