"""Score edits of strangers' documents as `understanding.py --edits` does, without a process for each command.

    edits.py SHARED [--corpus DIR] [--show N] [--fail-under NAME=PERCENT]

Setting and reading some 1,700 items starts 5,000 processes, and what they cost is starting: an hour on a machine with
other work, minutes here. Each document has a process of its own, which runs the commands by `readme_sync.cli.main`.
"""

import argparse
import io
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from readme_sync.cli import main as run_command

_RATES: Mapping[str, str] = {"kept": "edits kept", "restored": "edits restored"}


def _in_process(command: list[str], *arguments: str, cwd: Path | None = None, data: bytes | None = None) -> Any:  # noqa: ANN401
    """Run a command as `understanding.run` does, in this process."""
    del command, data
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    with chdir(cwd or os.curdir), redirect_stdout(out), redirect_stderr(err):
        code = run_command(list(arguments))
    said = []
    for stream in (out, err):
        stream.flush()
        said.append(stream.buffer.getvalue().decode("utf-8", "replace"))
    return code or 0, said[0], said[1]


def _of_one(shared: Path, path: Path) -> tuple[Counter[str], list[str]]:
    """Return the counts and the misses of one document."""
    sys.path.insert(0, str(shared / "tools"))
    import understanding  # noqa: PLC0415  its place is an argument

    understanding.run = _in_process
    with tempfile.TemporaryDirectory() as folder:
        score = understanding.edits_of_one([], Path(folder), path.stem, path.read_bytes())
    return score.counts, score.misses


def main() -> int:
    """Print the figures, and return 1 where one is below its limit."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--show", type=int, default=40)
    parser.add_argument("--fail-under", action="append", default=[], metavar="NAME=PERCENT", help="kept=, restored=")
    options = parser.parse_args()
    corpus = options.corpus or options.shared / "corpus" / "fresh"
    paths = sorted(corpus.glob("*.truth.json"))
    counts: Counter[str] = Counter()
    misses: list[str] = []
    with ProcessPoolExecutor(2, max_tasks_per_child=1) as pool:
        tasks = [
            pool.submit(_of_one, options.shared.absolute(), path.with_name(path.name.replace(".truth.json", ".md")))
            for path in paths
        ]
        for one, said in (task.result() for task in tasks):
            counts += one
            misses += said
    print(*misses[: options.show], sep="\n")
    failed = False
    for name, limit in ((name, limit) for name, _, limit in (one.partition("=") for one in options.fail_under)):
        failed |= 100 * counts[_RATES[name]] < float(limit) * counts["edits asked"]
    for name in ("edits refused", *_RATES.values()):
        share = 100 * counts[name] / max(1, counts["edits asked"])
        print(f"{name:<16}{counts[name]:>6} of {counts['edits asked']:<6}{share:>7.2f} %")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
