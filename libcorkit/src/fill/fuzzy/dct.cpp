#include "fill/fuzzy/dct.hpp"

#include "fill/fuzzy/transform_plan.hpp"

namespace corkit::fuzzy {
namespace {

constexpr int kSide = 32;

Plan plan(fftw_r2r_kind kind) {
  DctBlock scratch{};
  return make_plan(kSide, scratch.value.data(), kind);
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
  execute(plans().forward.get(), block.value.data());
  scale(block, 1.0 / 1024);
}

void dct_inverse(DctBlock &block) {
  execute(plans().inverse.get(), block.value.data());
  scale(block, 1.0 / 4);
}

}  // namespace corkit::fuzzy
