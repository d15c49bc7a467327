#!/bin/bash
# Runs one check in GDL. Usage: run_gdl.sh NAME WORKDIR; everything else comes from the environment (CMakeLists.txt). GDL's -e neither
# prints nor catches as a session does, so the commands come on standard input.
set -u
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../../.." && pwd)
export GDL_PATH="$here/checks:$here/scripts:$here/support:$source/compat/idl:$source/gdl/pro:+${GDL_LIBRARY:-/usr/share/gnudatalanguage/lib}"
export TEST_OTHER="$here/other_ssw"
unset TEST_COMPLETED DISPLAY IDL_PATH IDL_DIR IDL_STARTUP GDL_STARTUP SSW
rm -rf "$2" && mkdir -p "$2" && cd "$2" || exit 2
# Two statements on a line: the second runs only when the first did not stop with an error.
printf '%s\n' "check_$1 & SETENV, 'TEST_COMPLETED=1'" "finish" "exit" | "${GDL:-gdl}" -q > log 2>&1
status=$?
grep -v -e 'Compiled module' -e GTK -e wxWidgets log
[ $status -eq 0 ] && grep -q '^ALL PASSED' log
