#include "fill/fuzzy/fftw_plan.hpp"

#include <dlfcn.h>

#include <array>
#include <cstddef>
#include <new>
#include <string>
#include <vector>

#include "core/abort_guard.hpp"
#include "core/error.hpp"

extern "C" void *fftw_the_planner(void);

namespace corkit::fuzzy {
namespace {

void make_room() {
  constexpr std::size_t kPieces = 8, kPieceBytes = 64U << 10;  // the two plans take 0.4 MB
  std::array<std::vector<char>, kPieces> room;
  for (auto &piece : room) piece.reserve(kPieceBytes);
}

struct Request {
  int side;
  double *data;
  fftw_r2r_kind kind;
  fftw_plan made;
};

void set_up_planner(void * /*nothing*/) { fftw_the_planner(); }

void plan(void *asked) {
  auto *request = static_cast<Request *>(asked);
  request->made = fftw_plan_r2r_2d(request->side, request->side, request->data, request->data, request->kind, request->kind, FFTW_ESTIMATE);
}

bool host_may_lock_planner() {
  const bool found = ::dlsym(RTLD_DEFAULT, "fftw_make_planner_thread_safe") != nullptr;
  if (!found) ::dlerror();  // not the host's to find
  return found;
}

void plan_guarded(Request &request) {
  if (!survives_abort(set_up_planner, nullptr)) {
    fftw_cleanup();
    throw std::bad_alloc();
  }
  if (survives_abort(plan, &request)) return;
  if (survives_abort(plan, &request)) fftw_destroy_plan(request.made);
  throw std::bad_alloc();
}

}  // namespace

Plan make_plan(int side, double *data, fftw_r2r_kind kind) {
  make_room();
  Request request{side, data, kind, nullptr};
  if (host_may_lock_planner())
    plan(&request);
  else
    plan_guarded(request);
  Plan made(request.made);
  if (!made) {
    const std::string size = std::to_string(side);
    throw Error(CORKIT_ERROR_INTERNAL, "FFTW makes no plan for a " + size + " x " + size + " cosine transform: check the FFTW library");
  }
  return made;
}

}  // namespace corkit::fuzzy
