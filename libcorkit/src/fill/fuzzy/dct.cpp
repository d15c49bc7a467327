#include "fill/fuzzy/dct.hpp"

#include <fftw3.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

#include "core/error.hpp"

namespace corkit::fuzzy {
namespace {

constexpr int kSide = 32;

struct DestroyPlan {
  void operator()(fftw_plan plan) const { fftw_destroy_plan(plan); }
};
using Plan = std::unique_ptr<std::remove_pointer_t<fftw_plan>, DestroyPlan>;

// FFTW ends the process where one of its own allocations fails: thousands of small ones while it plans, two each time such a plan is
// executed. That there is room is seen before: too little is std::bad_alloc here. Only another thread can take it meanwhile.
template <std::size_t pieces>
void see_to_room(std::size_t piece_bytes) {
  std::array<void *volatile, pieces> room{};  // volatile: what nobody uses is not left out by the compiler
  bool found = true;
  for (auto &piece : room) {
    piece = std::malloc(piece_bytes);
    found = found && piece != nullptr;
  }
  for (auto &piece : room) std::free(piece);
  if (!found) throw std::bad_alloc();
}

Plan plan(fftw_r2r_kind kind) {
  see_to_room<8>(64U << 10);  // the two plans take 0.4 MB
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

void execute(const Plan &plan, DctBlock &block) {
  see_to_room<1>(4096);  // more than what malloc() keeps for the thread when it is freed, which memalign() would not find
  fftw_execute_r2r(plan.get(), block.value.data(), block.value.data());
}

void scale(DctBlock &block, double factor) {
  for (double &value : block.value) value *= factor;
}

}  // namespace

void dct_forward(DctBlock &block) {
  execute(plans().forward, block);
  scale(block, 1.0 / 1024);
}

void dct_inverse(DctBlock &block) {
  execute(plans().inverse, block);
  scale(block, 1.0 / 4);
}

}  // namespace corkit::fuzzy
