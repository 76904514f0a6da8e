"""Time `readme-sync history` on repositories of many commits, first and from the cache.

    python benchmarks/history.py [COMMITS...]

Each commit ticks or adds a task of a README of 100 tasks; the days are an hour apart.
"""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

USUAL = (1_000, 2_000, 10_000, 100_000)
MOST_READ = 10_000
TASKS = 100
HOUR = 3_600
START = 1_500_000_000


def main(arguments: list[str]) -> int:
    """Print a row of a table for each number of commits: seconds of processor time."""
    print("| commits | git log alone | every version | ms a version | again, cached | one a day, week or month |")
    print("| --- | --- | --- | --- | --- | --- |")
    for commits in [int(one) for one in arguments] or USUAL:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
            stream = b"".join(_commits(commits))
            subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=stream, check=True)
            subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)
            log = ["git", "log", "--follow", "--first-parent", "-m", "--raw", "--format=%H", "--", "README.md"]
            history = [sys.executable, "-m", "readme_sync", "history", "README.md", "-o", os.devnull]
            cells = [_seconds(log, folder)]
            if commits <= MOST_READ:
                first = _seconds([*history, "--every"], folder)
                cells += [first, 1_000 * first / commits, _seconds([*history, "--every"], folder)]
            usual = _seconds([*history, "--no-cache"], folder)
        read = " | ".join(f"{cell:.2f}" for cell in cells) + ("" if commits <= MOST_READ else " | - | - | -")
        print(f"| {commits:,} | {read} | {usual:.2f} |", flush=True)
    return 0


def _seconds(command: list[str], folder: str) -> float:
    """Return the processor time that a command takes, and git for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {**os.environ, "XDG_CACHE_HOME": str(Path(folder, "cache"))}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def _commits(number: int) -> Iterator[bytes]:
    """Yield the commits as git fast-import reads them."""
    for commit in range(number):
        done = commit % (TASKS + 1)
        added = commit // (TASKS + 1)
        lines = [f"- [{'x' if task < done else ' '}] Task {task} of round {added}" for task in range(TASKS)]
        text = "\n".join(["# Log", "", *lines, ""])
        when = START + commit * HOUR
        yield (
            f"commit refs/heads/main\ncommitter Ada <ada@example.org> {when} +0000\ndata 1\nx\n"
            f"M 100644 inline README.md\ndata {len(text)}\n{text}\n"
        ).encode()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
