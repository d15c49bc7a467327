// The order of points by distance in GDL's TRIANGULATE, equal distances included: on a regular grid most are equal, and their order decides
// the diagonals.
//
// Given     keys, none NaN
// Returned  their indices, keys ascending
// Notes     1. Equal keys stand as this introsort leaves them: Hoare's partition about the median of three as long as a piece has more
//              than 16 elements; heap sort of a piece that 2 floor(log2 n) partitions have not made small; then a stable sort of the whole.
//              So does libstdc++'s std::sort, with which GDL is built and the references were made; other C++ libraries leave another
//              order.
// References D. Musser 1997, Software: Practice and Experience 27, 983
#pragma once

#include <span>
#include <vector>

namespace corkit::idl {

std::vector<int> introsort_order(std::span<const double> keys);

}  // namespace corkit::idl
