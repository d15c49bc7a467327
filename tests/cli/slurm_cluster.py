"""A Slurm cluster of this machine alone: slurmctld and slurmd in a folder of their own, on 127.0.0.1, with auth/none."""
import ctypes
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

PROGRAMS = ("slurmctld", "slurmd", "sbatch", "squeue", "scancel", "scontrol", "sinfo")


def missing():
    """Why no cluster can be started here, or None."""
    absent = [name for name in PROGRAMS if shutil.which(name, path=search_path()) is None]
    if absent:
        return f"not installed: {' '.join(absent)} (Debian: slurmctld slurmd slurm-client)"
    return None if os.geteuid() == 0 else "slurmd wants to be started by root"


def search_path():
    return os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def dies_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def wait_until(condition, seconds, what):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.1)


class Cluster:
    def __init__(self, folder, cpus, variables):
        self.folder = pathlib.Path(folder)
        self.started = []
        for name in ("state", "spool"):
            (self.folder / name).mkdir()
        self.folder.chmod(0o755)
        host = socket.gethostname().split(".")[0]
        control, node = free_ports(2)
        (self.folder / "slurm.conf").write_text(f"""ClusterName=one
SlurmctldHost={host}(127.0.0.1)
AuthType=auth/none
CredType=cred/none
SlurmUser=root
SlurmctldPort={control}
SlurmdPort={node}
StateSaveLocation={self.folder}/state
SlurmdSpoolDir={self.folder}/spool
SlurmctldPidFile={self.folder}/slurmctld.pid
SlurmdPidFile={self.folder}/slurmd.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,batch_sched_delay=0
KillWait=5
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} RealMemory={cpus * 1024} State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES State=UP
""")
        self.environment = {**variables, "SLURM_CONF": str(self.folder / "slurm.conf"), "PATH": search_path()}

    def __enter__(self):
        try:
            for command in (["slurmctld", "-D", "-i"], ["slurmd", "-D"]):
                log = open(self.folder / f"{command[0]}.log", "wb")
                self.started.append(subprocess.Popen(command, stdout=log, stderr=log, env=self.environment, preexec_fn=dies_with_parent))
                log.close()
            wait_until(lambda: self.say("sinfo", "-h", "-o", "%t", check=False).strip() == "idle", 30, "an idle node")
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        try:
            self.say("scancel", "--state=PENDING", "--user=root", check=False)
            self.say("scancel", "--full", "--signal=KILL", "--user=root", check=False)
            wait_until(lambda: self.jobs() == [], 15, "the end of all jobs")
        except (TimeoutError, OSError, subprocess.SubprocessError):
            pass
        for process in reversed(self.started):
            process.terminate()
        for process in self.started:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def logs(self):
        return "\n".join(f"== {path.name}\n" + "\n".join(path.read_text(errors="replace").splitlines()[-15:]) for path in self.folder.glob("*.log"))

    def say(self, *command, check=True):
        done = subprocess.run(command, capture_output=True, text=True, env=self.environment, timeout=30)
        if check and done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
        return done.stdout

    def submit(self, script, *options, cwd, **variables):
        exported = ",".join(["ALL", *(f"{k}={v}" for k, v in variables.items())])
        done = subprocess.run(["sbatch", "--parsable", f"--export={exported}", *options, script], capture_output=True, text=True, env=self.environment, cwd=cwd,
                              timeout=30)
        if done.returncode != 0:
            raise RuntimeError(f"sbatch: {done.stderr}")
        return done.stdout.strip()

    def jobs(self):
        """Tasks that are not over, e.g. ["1_0", "1_3"]."""
        return self.say("squeue", "-h", "-r", "-o", "%i", check=False).split()

    def wait(self, seconds):
        wait_until(lambda: self.jobs() == [], seconds, "the end of all jobs")

    def state(self, task):
        text = self.say("scontrol", "show", "job", task)
        return text.split("JobState=")[1].split()[0]
