"""Run `history` on the READMEs of clones, and write the table of docs/internals/performance.md.

    python scripts/long_histories.py FOLDER [--charts FOLDER]

FOLDER holds clones, without files too; nothing is fetched. A curve is odd where the number of items falls by more than
a quarter from one version to the next, or the percent by more than ten points: the table counts such steps.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from readme_sync.disk.document_history import history_of
from readme_sync.disk.update_file import today
from readme_sync.model import DEFAULT
from readme_sync.reports.chart_svg import burn_up
from readme_sync.reports.progress_history import ProgressHistory
from readme_sync.store.git import log_of

PAGE = Path(__file__).resolve().parents[1] / "docs" / "internals" / "performance.md"
BEGIN, END = "<!-- histories: python scripts/long_histories.py makes this table -->\n", "\n<!-- /histories -->"
HEAD = (
    "| repository | versions | read | items first, last | percent first, last | fewer items, lower percent | "
    "first run, s | again, s |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n"
)
FEWER, LOWER = 0.75, 10


def main(arguments: list[str]) -> int:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--charts", type=Path)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as cache:
        os.environ["XDG_CACHE_HOME"] = cache
        rows = [row for clone in sorted(options.folder.iterdir()) for row in _rows(clone, options.charts)]
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    PAGE.write_text(before + BEGIN + "\n" + HEAD + "".join(rows) + END + rest.partition(END)[2], "utf-8")
    return 0


def _rows(clone: Path, charts: Path | None) -> Iterator[str]:
    """Yield the row of a clone, none where its README never held progress."""
    path = str(clone / "README.md")
    start = time.process_time()
    history = history_of(path, DEFAULT)
    first = time.process_time()
    assert history_of(path, DEFAULT) == history
    second = time.process_time()
    name, versions = clone.name.replace("+", "/"), len(log_of(path).versions)
    tallies = [snapshot.tally for _, snapshot in history.read if snapshot.tally.total]
    print(name, versions, f"{first - start:.1f} s", history.notes, flush=True)
    if not tallies:
        return
    if charts:
        Path(charts, f"{clone.name}.svg").write_text(burn_up(history, today()), "utf-8")
    yield (
        f"| {name} | {versions:,} | {len(history.read):,} | {tallies[0].total:,}, {tallies[-1].total:,} | "
        f"{_percent(tallies[0].percent)}, {_percent(tallies[-1].percent)} | {_odd(history)} | "
        f"{first - start:.1f} | {second - first:.1f} |\n"
    )


def _percent(percent: float | None) -> str:
    return "?" if percent is None else f"{percent:.0f}"


def _odd(history: ProgressHistory) -> str:
    pairs = list(pairwise(snapshot.tally for _, snapshot in history.read))
    fewer = sum(after.total < FEWER * before.total for before, after in pairs)
    lower = sum((after.percent or 0) < (before.percent or 0) - LOWER for before, after in pairs)
    return f"{fewer}, {lower}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
