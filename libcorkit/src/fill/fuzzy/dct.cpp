#include "fill/fuzzy/dct.hpp"

#include <fftw3.h>

#include <array>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <vector>

#include "core/error.hpp"

namespace corkit::fuzzy {
namespace {

constexpr int kSide = 32;

struct DestroyPlan {
  void operator()(fftw_plan plan) const { fftw_destroy_plan(plan); }
};
using Plan = std::unique_ptr<std::remove_pointer_t<fftw_plan>, DestroyPlan>;

// FFTW ends the program where one of its planner's many small allocations fails: that there is room for them is seen before. Too little is
// std::bad_alloc here.
void make_room() {
  constexpr std::size_t kPieces = 8, kPieceBytes = 64U << 10;  // the two plans take 0.4 MB
  std::array<std::vector<char>, kPieces> room;
  for (auto &piece : room) piece.reserve(kPieceBytes);
}

Plan plan(fftw_r2r_kind kind) {
  make_room();
  DctBlock scratch{};
  Plan made(fftw_plan_r2r_2d(kSide, kSide, scratch.value.data(), scratch.value.data(), kind, kind, FFTW_ESTIMATE));
  if (!made) throw Error(CORKIT_ERROR_INTERNAL, "FFTW makes no plan for a 32 x 32 cosine transform: check the FFTW library");
  return made;
}

struct Plans {
  Plan forward = plan(FFTW_REDFT10);
  Plan inverse = plan(FFTW_REDFT01);
};

// FFTW's planner is not thread-safe: the language's lock around the first call is the lock it needs.
const Plans &plans() {
  static const Plans made;
  return made;
}

void scale(DctBlock &block, double factor) {
  for (double &value : block.value) value *= factor;
}

}  // namespace

void dct_forward(DctBlock &block) {
  fftw_execute_r2r(plans().forward.get(), block.value.data(), block.value.data());
  scale(block, 1.0 / 1024);
}

void dct_inverse(DctBlock &block) {
  fftw_execute_r2r(plans().inverse.get(), block.value.data(), block.value.data());
  scale(block, 1.0 / 4);
}

}  // namespace corkit::fuzzy
