#!/usr/bin/env bash
# Tool       LibTorch (through its Python), Debian python3-torch 1.13.1+dfsg-4
# Behaviour  interpolate(mode="bicubic") is the cubic convolution with a = -0.75, and with antialias=True the one with a = -0.5, even when
#            the image is enlarged and there is nothing to alias. Switching antialias on changes every pixel of an enlarged image; neither
#            name nor argument says that the kernel is another one. IDL's CUBIC = -0.5 and most image libraries are the second.
# Hurts      whoever trains with one and runs with the other, or compares with a resampling made elsewhere: the overshoot at a star is half
#            as large again.
# Seen       antialias=False: -0.035156 -0.105469 0.261719 0.878906   a = -0.75: -0.035156 -0.105469 0.261719 0.878906
#            antialias=True: -0.023438 -0.070312 0.226562 0.867188   a = -0.5: -0.023438 -0.070312 0.226562 0.867188
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need python3-torch 1.13.1+dfsg-4

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
/usr/bin/python3 - <<'P'
import torch
from torch.nn.functional import interpolate


def cubic(a, x):
    x = abs(x)
    return (a + 2) * x**3 - (a + 3) * x**2 + 1 if x <= 1 else a * x**3 - 5 * a * x**2 + 8 * a * x - 4 * a


def text(values):
    return " ".join(f"{v:.6f}" for v in values)


impulse = torch.zeros(1, 1, 1, 9)
impulse[..., 4] = 1
distances = (1.75, 1.25, 0.75, 0.25)
same = True
for antialias, a in ((False, -0.75), (True, -0.5)):
    got = interpolate(impulse, size=(1, 18), mode="bicubic", antialias=antialias).flatten()[5:9].tolist()
    want = [cubic(a, d) for d in distances]
    print(f"antialias={antialias}: {text(got)}   a = {a}: {text(want)}")
    same = same and all(abs(g - w) < 1e-6 for g, w in zip(got, want))
raise SystemExit(0 if same else "the behaviour has changed")
P
