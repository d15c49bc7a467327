#!/usr/bin/env bash
# Tool       Slurm, Debian slurmctld and slurmd 22.05.8-4+deb12u3
# Behaviour  Each task of an array has its own SLURM_JOB_ID, and the task that is started last has the array's. scancel $SLURM_JOB_ID in any
#            other task does nothing, with exit status 0 and no word (-v shows "Invalid job id specified"; scontrol show job knows the
#            number); in the last task it ends every task of the array.
# Hurts      scripts that cancel themselves by $SLURM_JOB_ID: tried with one job they are right, in an array all tasks but one ignore it, and
#            that one takes the others with it. ${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID} names one task always.
# Seen       job ids of tasks 0 1 2 3 in the array with job id 1: 2 3 4 1
#            scancel 2, the id of task 0: status 0, text '', 4 tasks go on
#            scancel 1, the id of task 3: status 0, text '', 0 tasks go on
# Needs      root. A cluster of this machine alone is started in a temporary folder, on 127.0.0.1, and ended.
set -euo pipefail

need() { # package version
  local have
  have=$(dpkg-query -W -f='${Version}' "$1" 2>/dev/null || true)
  [ "$have" = "$2" ] || { echo "$1 $2 is wanted, there is: ${have:-none}"; exit 77; }
}
need slurmctld 22.05.8-4+deb12u3
need slurmd 22.05.8-4+deb12u3
need slurm-client 22.05.8-4+deb12u3
need munge 0.5.15-2+deb12u1
[ "$(id -u)" = 0 ] || { echo "slurmd wants root"; exit 77; }

work=$(mktemp -d)
started=()
array=

within() { # seconds, command: until it succeeds
  local left=$(($1 * 4))
  shift
  until "$@"; do
    left=$((left - 1))
    [ "$left" -gt 0 ] || return 1
    sleep 0.25
  done
}
removed() { rm -rf "$work" 2>/dev/null && [ ! -e "$work" ]; }
finish() {
  local pid
  if [ -n "$array" ]; then
    scancel "$array" 2>/dev/null || true
    within 20 are_over || true
  fi
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  within 10 removed || true # a step that is ending may still write there
}
trap finish EXIT
cd "$work"
chmod 755 "$work"
mkdir run state spool
name=$(hostname -s)
port=$((20000 + RANDOM % 10000))
head -c 1024 /dev/urandom >key
chmod 400 key
cat >slurm.conf <<T
ClusterName=one
SlurmctldHost=$name(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket=$work/run/munge.sock
SlurmUser=root
SlurmctldPort=$port
SlurmdPort=$((port + 1))
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/run/slurmctld.pid
SlurmdPidFile=$work/run/slurmd.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,batch_sched_delay=0
NodeName=$name NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES State=UP
T
export SLURM_CONF=$work/slurm.conf
munged --foreground --force --socket="$work/run/munge.sock" --key-file="$work/key" --pid-file="$work/run/munged.pid" --seed-file="$work/seed" \
  --log-file="$work/munged.log" 2>munged.err &
started+=($!)
slurmctld -D -i 2>slurmctld.log &
started+=($!)
slurmd -D 2>slurmd.log &
started+=($!)

node_idle() { [ "$(sinfo -h -o %t 2>/dev/null)" = idle ]; }
running() { squeue -h -r -j "$array" -t R -o %i 2>/dev/null | wc -l; }
are_over() { [ "$(squeue -h -r -j "$array" -o %i 2>/dev/null | wc -l)" = 0 ]; }
are_running() { [ "$(running)" = "$1" ]; }
within 15 node_idle || { echo "Slurm does not start here"; tail -n 3 ./*.log; exit 77; }

array=$(sbatch --parsable --array=0-3 --output=/dev/null --wrap "echo \$SLURM_JOB_ID >$work/id.\$SLURM_ARRAY_TASK_ID; sleep 60")
within 15 are_running 4 || { echo "the tasks do not start here"; exit 77; }
within 5 test -s id.0 -a -s id.1 -a -s id.2 -a -s id.3 || { echo "the tasks do not run here"; exit 77; }
cancel() { # number, what it is
  local status=0 text
  text=$(scancel "$1" 2>&1) || status=$?
  sleep 3 # a task that is cancelled is gone within a second
  echo "scancel $1, the id of $2: status $status, text '$text', $(running) tasks go on"
}
{
  echo "job ids of tasks 0 1 2 3 in the array with job id $array: $(paste -d ' ' id.0 id.1 id.2 id.3)"
  cancel "$(cat id.0)" "task 0"
  scontrol show job "$(cat id.0)" | sed -n 's/ *JobName=.*//p'
  cancel "$(cat id.3)" "task 3"
} | tee seen
cat >want <<'T'
job ids of tasks 0 1 2 3 in the array with job id 1: 2 3 4 1
scancel 2, the id of task 0: status 0, text '', 4 tasks go on
JobId=2 ArrayJobId=1 ArrayTaskId=0
scancel 1, the id of task 3: status 0, text '', 0 tasks go on
T
cmp -s seen want || { echo "the behaviour has changed"; exit 1; }
