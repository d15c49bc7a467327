#!/usr/bin/env bash
# Unpacks packages of Debian, with all they depend on, in a folder: of another processor or another release, without touching the machine.
# apt verifies them by the archive's signature. What is there already is left as it is.
#
#   scripts/debian_folder.sh FOLDER RELEASE ARCHITECTURE PACKAGE...
#   scripts/debian_folder.sh build/platforms/arm64 bookworm arm64 libcfitsio-dev zlib1g-dev
#
# The headers of the C and C++ libraries are left out: those of the compiler that builds for the folder are used.
# They come from the mirror that the machine's own packages come from; CORKIT_DEBIAN_MIRROR names another.
set -euo pipefail

if [ $# -lt 4 ]; then
  echo "usage: scripts/debian_folder.sh FOLDER RELEASE ARCHITECTURE PACKAGE..." >&2
  exit 2
fi
mkdir -p "$1"
folder=$(cd "$1" && pwd)
release=$2
architecture=$3
shift 3
wanted="$release $architecture $*"
if [ "$(cat "$folder/.unpacked" 2>/dev/null)" = "$wanted" ]; then
  exit 0
fi

rm -rf "${folder:?}" && mkdir -p "$folder/usr/lib" "$folder/usr/bin"
apt=$(mktemp -d)
trap 'rm -rf "$apt"' EXIT
mkdir -p "$apt/lists/partial" "$apt/archives/partial"
: >"$apt/status"
# shellcheck disable=SC2016
mirror=${CORKIT_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 2>/dev/null | grep -m 1 '/debian/\{0,1\}$' || true)}
mirror=${mirror:-http://deb.debian.org/debian}
mirror=${mirror%/}
printf 'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] %s %s main\n' "$mirror" "$release" >"$apt/sources.list"
# A package manager of the folder's own: nothing is installed, no other source is asked, the machine's lists are not touched.
options=(
  -q -y -o "Dir::State=$apt" -o "Dir::State::status=$apt/status" -o "Dir::State::lists=$apt/lists"
  -o "Dir::Cache=$apt" -o "Dir::Cache::archives=$apt/archives"
  -o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
  -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null
  -o "APT::Architecture=$architecture" -o "APT::Architectures=$architecture" -o APT::Sandbox::User=root
  -o Acquire::Languages=none -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 -o Debug::NoLocking=1
)
if ! { apt-get "${options[@]}" update && apt-get "${options[@]}" install --download-only --no-install-recommends "$@"; } >"$apt/log" 2>&1; then
  tail -n 20 "$apt/log" >&2
  echo "debian_folder.sh: $mirror $release ($architecture) could not be fetched; see to the network, name another mirror in CORKIT_DEBIAN_MIRROR, or put the folder $folder there" >&2
  exit 1
fi

# Old packages name /lib, which is /usr/lib.
for name in lib lib64 bin sbin; do
  mkdir -p "$folder/usr/$name"
  ln -s "usr/$name" "$folder/$name"
done
left_out=(--exclude='./usr/share/[!p]*' --exclude='./usr/lib/python*' --exclude=./var --exclude=./etc --exclude=./usr/bin --exclude=./usr/sbin)
for package in "$apt"/archives/*.deb; do
  case "${package##*/}" in
    libc6-dev_* | linux-libc-dev_* | libstdc++-*-dev_* | libgcc-*-dev_* | libc-dev-bin_*) ;;
    *) dpkg-deb --fsys-tarfile "$package" | tar -x -C "$folder" --keep-directory-symlink "${left_out[@]}" ;;
  esac
done
find "$folder/usr/lib" -type l -lname '/*' -print0 | while IFS= read -r -d '' link; do
  ln -sfn "$folder$(readlink "$link")" "$link"
done
printf '%s' "$wanted" >"$folder/.unpacked"
