"""What a whole process costs: CPU, wall, peak memory."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU (user and system, children included), seconds of wall time, bytes of memory at the peak."""

    cpu: float
    wall: float
    peak: int


def run(command: Sequence[str], environment: Mapping[str, str], *, seconds: float) -> Cost | None:
    """One run; None where it takes longer than `seconds`. The operating system's own account of the process."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = begun + seconds
    while True:
        pid, _, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = 0  # it is reaped; Popen must not look for it
            return Cost(usage.ru_utime + usage.ru_stime, time.perf_counter() - begun, usage.ru_maxrss * 1024)
        if time.perf_counter() > deadline:
            process.kill()
            process.wait()
            return None
        time.sleep(0.0005)


def side_by_side(
    commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], *, rounds: int, seconds: float
) -> dict[str, list[Cost]]:
    """The costs of each command, taken in turn, after one run that does not count.

    A command that takes longer than `seconds` once is not run again; its list is empty.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    alive = dict(commands)
    for number in range(rounds + 1):
        for name, command in list(alive.items()):
            cost = run(command, environment, seconds=seconds)
            if cost is None:
                del alive[name]
                costs[name] = []
            elif number or rounds == 0:
                costs[name].append(cost)
    return costs


def ratio(mine: Sequence[Cost], theirs: Sequence[Cost], what: str = "cpu") -> float | None:
    """The median of the ratios round by round; None where one of the two did not end."""
    pairs = [(getattr(a, what), getattr(b, what)) for a, b in zip(mine, theirs, strict=False)]
    return median(a / b for a, b in pairs) if pairs else None


def middle(costs: Sequence[Cost], what: str = "cpu") -> float | None:
    """The median; None where there is none."""
    return median(getattr(cost, what) for cost in costs) if costs else None
