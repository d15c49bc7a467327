#!/usr/bin/env bash
# Tool       gfortran, Debian gfortran-12 12.2.0-14+deb12u1
# Behaviour  read(text, *, iostat=ios) year, month, day of the date "1998/05/01" gives the year, leaves month and day as they were, and says
#            ios = 0: a slash ends list-directed input, and what is not read is not touched. With the dashes of a new date, "2003-10" into a
#            real is 2.003e-7: a sign after digits begins an exponent, the letter E may be missing. Again ios = 0.
# Hurts      readers of old headers (DATE-OBS = 1998/05/01) and tables: with variables left over from the last file each image silently gets
#            the month and day of the one before.
# Seen       1998/05/01 into three integers that were 12 31 99: 1998 31 99, iostat 0
#            2003-10 into a real: 2.003E-07, iostat 0
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need gfortran-12 12.2.0-14+deb12u1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >date.f90 <<'F'
program date
  implicit none
  integer :: year = 12, month = 31, day = 99, ios
  real :: x
  character(len=10) :: text
  text = '1998/05/01'
  read (text, *, iostat=ios) year, month, day
  write (*, '(2a,3(1x,i0),a,i0)') text, ' into three integers that were 12 31 99:', year, month, day, ', iostat ', ios
  text = '2003-10'
  read (text, *, iostat=ios) x
  write (*, '(2a,1x,es9.3,a,i0)') trim(text), ' into a real:', x, ', iostat ', ios
end program
F
gfortran-12 -o date date.f90
./date | tee seen
cat >want <<'T'
1998/05/01 into three integers that were 12 31 99: 1998 31 99, iostat 0
2003-10 into a real: 2.003E-07, iostat 0
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
