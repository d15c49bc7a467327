// FFTW's plans made and executed, and std::bad_alloc where FFTW itself would end the process.
//
// Notes     1. FFTW makes thousands of small allocations to plan and two more each time these plans are executed, and calls abort() where
// one
//              fails. That there is room is seen before, so that real want of memory hardly gets there; what fails nevertheless is met by
//              core/abort_guard.hpp. The other ways: a transform of corkit's own (other bits), planning in a child process (nothing that a
//              library may do to its host), FFTW linked in with another allocator (no distribution has one that a shared library can take).
//           2. The planner is one for the whole process, the host's own transforms included, and must be whole after such a failure:
//              a) Where it failed while it was being set up it would lack kinds of transforms: it is thrown away. fftw_cleanup() harms no
//              plan
//                 then, since none can be there before the planner is. To tell the two apart it is set up by itself, by fftw_the_planner():
//                 not in fftw3.h, but exported by every libfftw3, for libfftw3_threads.
//              b) Otherwise its tables are consistent at each allocation but one, the last: a failure there leaves a table of size 0, and
//              the
//                 next plan divides by it. All tables are made anew, and what FFTW had learnt ("wisdom") is put back.
//              What the failed plan had allocated is lost.
//           3. fftw_make_planner_thread_safe() of libfftw3_threads puts a lock around the planner, which a jump would leave locked. Where
//           that
//              function is in the program, FFTW ends the process as it always does if an allocation fails while it plans.
#pragma once

#include <fftw3.h>

#include <memory>
#include <type_traits>

namespace corkit::fuzzy {

struct DestroyPlan {
  void operator()(fftw_plan plan) const { fftw_destroy_plan(plan); }
};
using Plan = std::unique_ptr<std::remove_pointer_t<fftw_plan>, DestroyPlan>;

// side x side numbers at data, in place, both axes of one kind, FFTW_ESTIMATE. By one thread at a time, as all of FFTW's planner.
Plan make_plan(int side, double *data, fftw_r2r_kind kind);

// On data that is aligned as that of the plan; from any thread.
void execute(fftw_plan plan, double *data);

}  // namespace corkit::fuzzy
