"""Measure what 10,000 issues cost: the figures of docs/internals/performance.md.

python benchmarks/issues.py [--issues 10000]

`sync` against the small GitHub of the tests, on this machine: a table of rows that follow issues, first where all
agree, then where a tenth was closed; and a table of issues as a region. Requests, CPU time and memory are those of
`sync` alone.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from http import HTTPStatus
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from github_server import World, served

_SYNC = """
import resource
from readme_sync.cli import main
main(["sync", "-q"])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
_BODY = "Steps:\n\n- [x] one\n- [ ] two\n\n" + "What somebody wrote about it. " * 30


def _rows(count: int) -> str:
    rows = "".join(
        f"| Row {number} | #{number} | {'Planned' if number % 3 else 'Done'} |\n" for number in range(1, count + 1)
    )
    return f"# Plan\n\n<!-- readme-sync: follow issues -->\n\n| Task | Issue | Status |\n| --- | --- | --- |\n{rows}"


def _measure(world: World, folder: Path, what: str) -> None:
    world.requests.clear()
    world.exchanges.clear()
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    environment = {**os.environ, **world.variables(), "XDG_CACHE_HOME": str(folder / "cache")}
    ran = subprocess.run([sys.executable, "-c", _SYNC], cwd=folder, env=environment, capture_output=True, check=True)
    seconds, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    memory = int(ran.stdout.split()[-1]) / 1024
    free = sum(answer.status == HTTPStatus.NOT_MODIFIED for _, answer in world.exchanges)
    requests = f"{len(world.requests)} requests, of which {free} do not count"
    print(f"{what}: {requests}, {cpu:.1f} s CPU, {seconds:.1f} s in all, {memory:.0f} MB", flush=True)


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--issues", type=int, default=10_000)
    count = options.parse_args().issues
    world = World()
    for number in range(1, count + 1):
        world.issue("open" if number % 3 else "closed", "road", title=f"Title {number}", body=_BODY, milestone=1)
    with served(world), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "README.md").write_text(_rows(count), "utf-8")
        _measure(world, folder, f"{count:,} rows, the first time")
        _measure(world, folder, f"{count:,} rows, all agree")
        for number in range(1, count + 1, 10):
            world.numbered(number).update(state="closed", state_reason="completed")
        _measure(world, folder, f"{count:,} rows, a tenth was closed")
        region = '# Plan\n\n<!-- readme-sync: table issues "label:road" -->\n<!-- /readme-sync -->\n'
        (folder / "README.md").write_text(region, "utf-8")
        _measure(world, folder, f"a table of {count:,} issues, the first time")
        _measure(world, folder, f"a table of {count:,} issues, all agree")


if __name__ == "__main__":
    main()
