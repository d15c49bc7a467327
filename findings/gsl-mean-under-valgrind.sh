#!/usr/bin/env bash
# Tool       GSL under Valgrind, Debian libgsl27 2.7.1+dfsg-5+deb12u1 and valgrind 1:3.19.0-1, amd64
# Behaviour  gsl_stats_mean() gives another number under Valgrind: GSL adds up in long double, 80 bits on amd64, and Valgrind computes 80-bit
#            operations with 64 bits. The program and the library are the same files. With well-behaved data it is the last digit, with large
#            terms that cancel the ninth.
# Hurts      whoever runs the tests of a numerical code under Valgrind and hunts a memory fault because a sum that was exact no longer is.
# Seen       directly:       mean of 1000 values 0.50930854213080234, mean with cancelling terms 0.20142857143054632
#            under Valgrind: mean of 1000 values 0.50930854213080223, mean with cancelling terms 0.20142856993845532
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need libgsl27 2.7.1+dfsg-5+deb12u1
need libgsl-dev 2.7.1+dfsg-5+deb12u1
need valgrind 1:3.19.0-1
[ "$(dpkg --print-architecture)" = amd64 ] || { echo "seen on amd64 alone"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >mean.c <<'C'
#include <gsl/gsl_statistics_double.h>
#include <stdio.h>

int main(void) {
  static double values[1000];
  const double cancelling[7] = {0.1, 0.2, 0.3, 1e8, 0.7, -1e8, 0.11};
  unsigned seed = 1;
  for (int i = 0; i < 1000; i++) {
    seed = seed * 1103515245U + 12345U;
    values[i] = (double)((seed >> 16) & 0x7fff) / 32767;
  }
  printf("mean of 1000 values %.17g, mean with cancelling terms %.17g\n", gsl_stats_mean(values, 1, 1000), gsl_stats_mean(cancelling, 1, 7));
  return 0;
}
C
gcc -O2 -o mean mean.c -lgsl -lgslcblas -lm
./mean >direct
valgrind -q --error-exitcode=1 ./mean >checked
echo "directly:       $(cat direct)"
echo "under Valgrind: $(cat checked)"
if cmp -s direct checked; then
  echo "the behaviour has changed"
  exit 1
fi
