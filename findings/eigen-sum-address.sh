#!/usr/bin/env bash
# Tool       Eigen, Debian libeigen3-dev 3.4.0-4 (GCC 12, -O2 -ffp-contract=off, no -ffast-math)
# Behaviour  sum() and mean() of the same floats depend on where they lie in memory: Eigen adds the elements up to the next 16-byte boundary
#            one by one and the rest four abreast, so a Map that starts 4 bytes further on is added in another order. No flag of the compiler
#            is at fault: the choice is made at run time, from the address.
# Hurts      whoever wants the same bits from run to run and from caller to caller: a row of an image, a view of a NumPy array or of a mapped
#            file gives another mean than its copy.
# Seen       address + 0: sum 610.418152   address + 4: sum 610.418213   address + 8: sum 610.418152   address + 12: sum 610.418213
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need libeigen3-dev 3.4.0-4
[ "$(dpkg --print-architecture)" = amd64 ] || { echo "seen on amd64 alone"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >sum.cpp <<'C'
#include <Eigen/Core>
#include <cstdio>
#include <set>

int main() {
  constexpr int n = 1003;
  alignas(64) static float room[n + 4];
  std::set<float> sums;
  for (int offset = 0; offset < 4; ++offset) {
    unsigned seed = 1;
    for (int i = 0; i < n; ++i) {
      seed = seed * 1103515245U + 12345U;
      room[offset + i] = static_cast<float>((seed >> 16) & 0x7fff) / 32767 + 0.1F;
    }
    const Eigen::Map<const Eigen::VectorXf> values(room + offset, n);
    std::printf("address + %d: sum %.9g, mean %.9g\n", 4 * offset, values.sum(), values.mean());
    sums.insert(values.sum());
  }
  return sums.size() > 1 ? 0 : 1;
}
C
g++ -O2 -ffp-contract=off -I/usr/include/eigen3 -o sum sum.cpp
./sum || { echo "the behaviour has changed"; exit 1; }
