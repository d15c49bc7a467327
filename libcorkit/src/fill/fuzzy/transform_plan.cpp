#include "fill/fuzzy/transform_plan.hpp"

#include <dlfcn.h>

#include <array>
#include <cstddef>
#include <cstdlib>
#include <new>
#include <string>

#include "core/abort_guard.hpp"
#include "core/error.hpp"

extern "C" void *fftw_the_planner(void);

namespace corkit::fuzzy {
namespace {

// Takes the pieces and gives them back.
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

struct Planning {
  int side;
  double *data;
  fftw_r2r_kind kind;
  fftw_plan made;
};

void set_up_planner(void * /*nothing*/) { fftw_the_planner(); }

void plan(void *asked) {
  auto *p = static_cast<Planning *>(asked);
  p->made = fftw_plan_r2r_2d(p->side, p->side, p->data, p->data, p->kind, p->kind, FFTW_ESTIMATE);
}

bool host_may_lock_planner() {
  const bool found = ::dlsym(RTLD_DEFAULT, "fftw_make_planner_thread_safe") != nullptr;
  if (!found) ::dlerror();  // not the host's to find
  return found;
}

void write_wisdom(void *to) { *static_cast<char **>(to) = fftw_export_wisdom_to_string(); }
void forget_wisdom(void * /*nothing*/) { fftw_forget_wisdom(); }
void read_wisdom(void *from) { fftw_import_wisdom_from_string(static_cast<const char *>(from)); }

// FFTW's tables made anew, what the host has had it learn in them again.
void mend_planner() {
  char *wisdom = nullptr;
  if (!survives_abort(write_wisdom, &wisdom)) wisdom = nullptr;
  survives_abort(forget_wisdom, nullptr);
  if (wisdom != nullptr) survives_abort(read_wisdom, wisdom);
  std::free(wisdom);
}

void plan_guarded(Planning &planning) {
  if (!survives_abort(set_up_planner, nullptr)) {
    fftw_cleanup();
    throw std::bad_alloc();
  }
  if (survives_abort(plan, &planning)) return;
  mend_planner();
  throw std::bad_alloc();
}

struct Execution {
  fftw_plan plan;
  double *data;
};

void run(void *asked) {
  const auto *e = static_cast<Execution *>(asked);
  fftw_execute_r2r(e->plan, e->data, e->data);
}

}  // namespace

Plan make_plan(int side, double *data, fftw_r2r_kind kind) {
  see_to_room<8>(64U << 10);  // the two plans take 0.4 MB
  Planning planning{side, data, kind, nullptr};
  if (host_may_lock_planner())
    plan(&planning);
  else
    plan_guarded(planning);
  Plan made(planning.made);
  if (!made) {
    const std::string size = std::to_string(side);
    throw Error(CORKIT_ERROR_INTERNAL, "FFTW makes no plan for a " + size + " x " + size + " cosine transform: check the FFTW library");
  }
  return made;
}

void execute(fftw_plan plan, double *data) {
  see_to_room<1>(1024);
  Execution execution{plan, data};
  if (!survives_abort(run, &execution)) throw std::bad_alloc();
}

}  // namespace corkit::fuzzy
