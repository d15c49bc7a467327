// FFTW's plans, and std::bad_alloc where FFTW itself would end the process.
//
// Notes     1. FFTW's planner makes thousands of small allocations and calls abort() where one fails. That there is room is seen before, so
// that
//              real want of memory rarely gets there; what fails nevertheless is met by core/abort_guard.hpp. The other ways were to leave
//              FFTW for a transform of corkit's own (other bits), or to plan in a child process (nothing a library may do to its host).
//           2. The planner is one for the whole process, the host's own transforms included, and must be whole after such a failure:
//              a) Where it failed while it was being set up it would lack kinds of transforms: it is thrown away. fftw_cleanup() harms no
//              plan
//                 then, since none can be there before the planner is. To tell the two apart it is set up by itself, by fftw_the_planner():
//                 not in fftw3.h, but exported by every libfftw3, for libfftw3_threads.
//              b) Otherwise its tables are consistent at each allocation but one, the last: a failure there leaves a table of size 0, and
//              the
//                 next plan divides by it. Planning the same again finds all in another table and sets that one up.
//              What the failed plan had allocated is lost: less than 100 kB.
//           3. fftw_make_planner_thread_safe() of libfftw3_threads puts a lock around the planner, which a jump would leave locked. Where
//           that
//              function is in the program, FFTW ends the process as it always does.
//           4. Not to be called from two threads at once, as all of FFTW's planner.
#pragma once

#include <fftw3.h>

#include <memory>
#include <type_traits>

namespace corkit::fuzzy {

struct DestroyPlan {
  void operator()(fftw_plan plan) const { fftw_destroy_plan(plan); }
};
using Plan = std::unique_ptr<std::remove_pointer_t<fftw_plan>, DestroyPlan>;

// side x side numbers at data, in place, both axes of one kind, FFTW_ESTIMATE.
Plan make_plan(int side, double *data, fftw_r2r_kind kind);

}  // namespace corkit::fuzzy
