#!/usr/bin/env bash
# Installs Debian packages with apt into a new Debian 12 system and uses them there. Needs root, debootstrap and the network.
#
#   check_system.sh PACKAGES DIR
set -euo pipefail
packages=$1 system=$2

if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
  echo "check_system.sh: needs root and debootstrap" >&2
  exit 1
fi
if [ ! -e "$system/etc/debian_version" ]; then
  debootstrap --variant=minbase bookworm "$system" >"$system.log" 2>&1 || {
    tail -n 20 "$system.log" >&2
    exit 1
  }
fi
mkdir -p "$system/packages"
cp "$packages"/*.deb "$system/packages/"
cat >"$system/packages/use.sh" <<'S'
set -eu
export DEBIAN_FRONTEND=noninteractive
apt-get -q -y -o Dpkg::Use-Pty=0 --no-install-recommends install /packages/*.deb pkg-config gcc libc6-dev
corkit --version
rm -rf /tmp/demo /tmp/level1
corkit data demo /tmp/demo
corkit reduce /tmp/demo/l05/*.fts --calib /tmp/demo -o /tmp/level1
ls -l /tmp/level1
ldconfig -p | grep libcorkit
printf '#include <corkit/corkit.h>\n#include <stdio.h>\nint main(void) { return puts(corkit_version()) < 0; }\n' >/tmp/v.c
cc /tmp/v.c -o /tmp/v $(pkg-config --cflags --libs corkit)
/tmp/v
if dpkg -s python3-corkit >/dev/null 2>&1; then
  python3 -c "import corkit; print(corkit.__file__, corkit.reduce_level_1('/tmp/demo/l05/32170501.fts', context=corkit.Context('/tmp/demo')).data.shape)"
fi
for deb in /packages/*.deb; do
  dpkg-deb -f "$deb" Package
done | xargs apt-get -q -y purge >/dev/null
find / -xdev -path /packages -prune -o -path /proc -prune -o -path /tmp -prune -o -name '*corkit*' -print | grep . && { echo "left behind by purge" >&2; exit 1; }
echo "The packages work in a new system."
S
chroot "$system" sh /packages/use.sh
