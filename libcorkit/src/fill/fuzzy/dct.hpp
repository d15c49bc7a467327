// Two-dimensional discrete cosine transform of one telemetry block.
//
// Follows   the DCT of fuzzy/fuzzy_block.pro (spec/level1.md 10.5): F(u,v) = (2/32)^2 sum f cos((2x+1)u pi/64) cos((2y+1)v pi/64)
// Notes     1. No factor 1/sqrt(2) for u = 0 or v = 0: the vote of the fill's classes depends on it.
//           2. FFTW's REDFT10 and REDFT01, planned once with FFTW_ESTIMATE, so that every run gives the same bits. Plans are
//              executed on the caller's data from any thread.
#pragma once

#include <array>

namespace corkit::fuzzy {

// 32 x 32, x (or u) fastest. Aligned alike everywhere, as FFTW wants of all data a plan is used with.
struct alignas(64) DctBlock {
  std::array<double, 1024> value;
};

void dct_forward(DctBlock &block);
void dct_inverse(DctBlock &block);

}  // namespace corkit::fuzzy
