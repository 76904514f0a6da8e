"""What a whole process costs: CPU, wall, peak memory."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Cost:
    """Seconds of CPU (user and system, children included), seconds of wall time, bytes of memory at the peak."""

    cpu: float
    wall: float
    peak: int


_LAUNCHER = """
import os, sys, json, signal, time
for line in sys.stdin:
    command, seconds = json.loads(line)
    begun = time.perf_counter()
    nothing = os.open(os.devnull, os.O_RDWR)
    moves = [(os.POSIX_SPAWN_DUP2, nothing, number) for number in (0, 1, 2)]
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=moves)
    os.close(nothing)
    killed = False
    while True:
        done, _, usage = os.wait4(pid, os.WNOHANG)
        if done:
            break
        if not killed and time.perf_counter() - begun > seconds:
            os.kill(pid, signal.SIGKILL)
            killed = True
        time.sleep(0.0005)
    wall = time.perf_counter() - begun
    cost = None if killed else [usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * 1024]
    print(json.dumps(cost), flush=True)
"""
"""A small process that starts the others: what a process takes at its peak begins with what its parent takes."""


class Launcher:
    """Runs commands one after the other, and tells what the operating system says that each took."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCHER],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, command: Sequence[str], seconds: float) -> Cost | None:
        """The cost of one run; None where it takes longer than `seconds`, and is killed."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps([list(command), seconds]) + "\n")
        self._process.stdin.flush()
        cost = json.loads(self._process.stdout.readline())
        return None if cost is None else Cost(*cost)

    def close(self) -> None:
        """Ends the small process."""
        self._process.communicate()


def side_by_side(
    commands: Mapping[str, Sequence[str]], environment: Mapping[str, str], *, rounds: int, seconds: float
) -> dict[str, list[Cost]]:
    """The costs of each command, taken in turn, after one run that does not count.

    A command that takes longer than `seconds` once is not run again; its list is empty.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    alive = dict(commands)
    launcher = Launcher(environment)
    for number in range(rounds + 1):
        for name, command in list(alive.items()):
            cost = launcher.run(command, seconds)
            if cost is None:
                del alive[name]
                costs[name] = []
            elif number or rounds == 0:
                costs[name].append(cost)
    launcher.close()
    return costs


def ratio(mine: Sequence[Cost], theirs: Sequence[Cost], what: str = "cpu") -> float | None:
    """The median of the ratios round by round; None where one of the two did not end."""
    pairs = [(getattr(a, what), getattr(b, what)) for a, b in zip(mine, theirs, strict=False)]
    return median(a / b for a, b in pairs) if pairs else None


def middle(costs: Sequence[Cost], what: str = "cpu") -> float | None:
    """The median; None where there is none."""
    return median(getattr(cost, what) for cost in costs) if costs else None
