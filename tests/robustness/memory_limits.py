"""Runs under limits of memory (RLIMIT_AS), from one under which the program cannot be loaded to one that is enough.

What must hold: the dynamic linker's status 127; or what holds of every run that meets a fault. FFTW says nothing where one thread runs: room for it is seen to before.
"""
import resource

STEP_KIB, FINE_STEP_KIB, FINE_RANGE_KIB = 16, 4, 1024


def lowest(holds, low, high):
    """The lowest limit in KiB, to a step, that holds."""
    while high - low > STEP_KIB:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def limit_each(scenario, number, problems):
    """number: of limits, or "all": each STEP_KIB for each image, and FINE_STEP_KIB in the last of them, where little is missing."""
    def run(kib):
        return scenario.run([], preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (kib << 10, kib << 10)))

    def loaded(done):
        return done.returncode != 127 or "error while loading shared libraries" not in done.stderr

    enough = lowest(lambda kib: run(kib).returncode == 0, 0, 4 << 20)
    loads = lowest(lambda kib: run(kib).returncode in (0, 1), 0, enough)
    first, last = loads - 4 * STEP_KIB, enough + 4 * STEP_KIB
    if number == "all":
        limits = [*range(first, last, STEP_KIB * scenario.COUNT), *range(enough - FINE_RANGE_KIB, enough, FINE_STEP_KIB)]
    else:
        limits = [first + k * (last - first) // (int(number) - 1) for k in range(int(number))]
    outcomes, not_loaded = {0: 0, 1: 0}, 0
    for kib in limits:
        done = run(kib)
        if not loaded(done) and not scenario.leftovers():
            not_loaded += 1
            continue
        problem = scenario.wrong(done)
        if problem:
            problems.append(f"{scenario.name} with {kib} KiB of memory: {problem}")
        outcomes[done.returncode] = outcomes.get(done.returncode, 0) + 1
    return {"scenario": scenario.name, "limits": len(limits), "not_loaded": not_loaded, "errors": outcomes[1], "right": outcomes[0]}
