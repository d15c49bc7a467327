#!/usr/bin/env bash
# Tool       FFTW, Debian libfftw3-double3 3.3.10-1
# Behaviour  Executing a plan of a cosine transform (REDFT10) of 32 numbers takes memory from malloc() every time, in two dimensions twice,
#            planned with FFTW_ESTIMATE or with FFTW_MEASURE. Complex transforms, real ones to half-complex, and cosine transforms of 8 numbers
#            (which have code of their own) take none. The manual speaks of memory where it speaks of planning.
# Hurts      whoever plans beforehand so that what follows needs no memory: real-time threads, handlers, programs that have to go on where
#            memory ends (FFTW has no error for that).
# Seen       complex, 32 x 32                    0 allocations in ten executions, 0 bytes
#            real to half-complex, 32            0 allocations in ten executions, 0 bytes
#            cosine, 8                           0 allocations in ten executions, 0 bytes
#            cosine, 32                         10 allocations in ten executions, 2560 bytes
#            cosine, 32, FFTW_MEASURE           10 allocations in ten executions, 2560 bytes
#            cosine, 32 x 32                    20 allocations in ten executions, 5120 bytes
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need libfftw3-double3 3.3.10-1
need libfftw3-dev 3.3.10-1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >count.c <<'C'
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fftw3.h>
#include <stdio.h>
#include <stdlib.h>

static int counting, calls;
static size_t bytes;

static void count(size_t size) {
  if (!counting) return;
  calls += 1;
  bytes += size;
}

void *malloc(size_t size) {
  static void *(*next)(size_t);
  if (next == NULL) next = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
  count(size);
  return next(size);
}

void *memalign(size_t alignment, size_t size) {
  static void *(*next)(size_t, size_t);
  if (next == NULL) next = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "memalign");
  count(size);
  return next(alignment, size);
}

int posix_memalign(void **found, size_t alignment, size_t size) {
  *found = memalign(alignment, size);
  return *found == NULL ? ENOMEM : 0;
}

static int executed(const char *name, fftw_plan plan) {
  fftw_execute(plan);
  calls = 0;
  bytes = 0;
  counting = 1;
  for (int k = 0; k < 10; ++k) fftw_execute(plan);
  counting = 0;
  printf("%-34s %2d allocations in ten executions, %zu bytes\n", name, calls, bytes);
  fftw_destroy_plan(plan);
  return calls;
}

static double real[32 * 32];
static fftw_complex complex_[32 * 32];

static fftw_plan cosine(int n, unsigned flags) { return fftw_plan_r2r_1d(n, real, real, FFTW_REDFT10, flags); }

int main(void) {
  int none = executed("complex, 32 x 32", fftw_plan_dft_2d(32, 32, complex_, complex_, FFTW_FORWARD, FFTW_ESTIMATE));
  none += executed("real to half-complex, 32", fftw_plan_r2r_1d(32, real, real, FFTW_R2HC, FFTW_ESTIMATE));
  none += executed("cosine, 8", cosine(8, FFTW_ESTIMATE));
  const int one = executed("cosine, 32", cosine(32, FFTW_ESTIMATE));
  const int measured = executed("cosine, 32, FFTW_MEASURE", cosine(32, FFTW_MEASURE));
  const int two = executed("cosine, 32 x 32", fftw_plan_r2r_2d(32, 32, real, real, FFTW_REDFT10, FFTW_REDFT10, FFTW_ESTIMATE));
  if (none == 0 && one == 10 && measured == 10 && two == 20) return 0;
  puts("the behaviour has changed");
  return 1;
}
C
gcc -O1 count.c -o count -lfftw3 -ldl
./count
