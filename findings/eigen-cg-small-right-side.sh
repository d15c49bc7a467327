#!/usr/bin/env bash
# Tool       Eigen, Debian libeigen3-dev 3.4.0-4
# Behaviour  ConjugateGradient has a relative tolerance, and is yet not free of scale: it works with squares, and a right-hand side in single
#            precision whose elements are 1e-20 gives x = 0 and NoConvergence after 0 iterations. At 1e-25 the square is zero and the answer
#            is x = 0 with info() == Success and error() == 0. The same system times 1e20 is solved in two iterations.
# Hurts      whoever solves in physical units (W, cm-2, mean solar brightness squared) and trusts info(): scale the right-hand side first.
# Seen       right side * 1:     Success, 2 iterations, first element of x 0.178571
#            right side * 1e-20: NoConvergence, 0 iterations, first element of x 0
#            right side * 1e-25: Success, 0 iterations, first element of x 0
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need libeigen3-dev 3.4.0-4

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >solve.cpp <<'C'
#include <Eigen/IterativeLinearSolvers>
#include <Eigen/SparseCore>
#include <cstdio>

int main() {
  Eigen::SparseMatrix<float> a(3, 3);
  for (int i = 0; i < 3; ++i) a.insert(i, i) = 4;
  a.insert(0, 1) = a.insert(1, 0) = a.insert(1, 2) = a.insert(2, 1) = 1;
  for (const float scale : {1.0F, 1e-20F, 1e-25F}) {
    Eigen::ConjugateGradient<Eigen::SparseMatrix<float>, Eigen::Lower | Eigen::Upper> solver(a);
    const Eigen::Vector3f b = scale * Eigen::Vector3f(1, 2, 3);
    const Eigen::VectorXf x = solver.solve(b);
    std::printf("right side * %g: %s, %d iterations, error %g, first element of x %g\n", scale,
                solver.info() == Eigen::Success ? "Success" : "NoConvergence", static_cast<int>(solver.iterations()), solver.error(), x[0]);
  }
}
C
g++ -O2 -I/usr/include/eigen3 -o solve solve.cpp
./solve | sed 's/error [0-9.]*e-0[89]/error < 1e-7/' | tee seen
cat >want <<'T'
right side * 1: Success, 2 iterations, error < 1e-7, first element of x 0.178571
right side * 1e-20: NoConvergence, 0 iterations, error 1, first element of x 0
right side * 1e-25: Success, 0 iterations, error 0, first element of x 0
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
