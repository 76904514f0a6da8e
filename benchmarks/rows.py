"""How the time to read and check a document grows with its table rows.

    python benchmarks/rows.py [--most 200000]

Prints CPU seconds (the least of five runs, in a process of their own each) and the ratio to half as many rows; 2.0 is
linear. Exit code 1 where a ratio is above 2.2.
"""

import argparse
import subprocess
import sys
from itertools import pairwise

ROUNDS = 5
LIMIT = 2.2
SECTIONS = 100
VERBS = {
    "parse blocks": "from readme_sync.syntax import parse; run = lambda: parse(source)",
    "read model": "from readme_sync.reading import read; run = lambda: read(source)",
}
CHILD = """
import sys, time
sys.path.insert(0, {folder!r})
from rows import document
from readme_sync.text import Source
{verb}
source = Source(document(10)); run()
source = Source(document({rows}))
start = time.process_time(); run(); print(time.process_time() - start)
"""


def document(rows: int) -> str:
    """A README of 100 sections with `rows` table rows in all, each with a progress image."""
    parts = []
    for section in range(SECTIONS):
        parts.append(f"## Section {section}\n\n| Type | Details | Progress |\n| --- | --- | --- |\n")
        for row in range(1, max(1, rows // SECTIONS) + 1):
            image = f"![](https://geps.dev/progress/{row * 7 % 101})"
            parts.append(f"| {row}: Course | Title number {row} of {section} | {image} |\n")
        parts.append("\n")
    return "".join(parts)


def seconds(verb: str, rows: int) -> float:
    """The least CPU seconds of some runs."""
    code = CHILD.format(folder=__file__.rpartition("/")[0] or ".", verb=VERBS[verb], rows=rows)
    runs = [subprocess.run([sys.executable, "-c", code], check=True, capture_output=True) for _ in range(ROUNDS)]
    return min(float(run.stdout) for run in runs)


def main() -> int:
    """Prints the table; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=200_000, help="the largest number of rows")
    most = parser.parse_args().most
    sizes = [most // 8, most // 4, most // 2, most]
    worst = 0.0
    sys.stdout.write(f"{'rows':<14}" + "".join(f"{size:>18,}" for size in sizes) + "\n")
    for verb in VERBS:
        times = [seconds(verb, size) for size in sizes]
        ratios = [b / a for a, b in pairwise(times)]
        worst = max(worst, *ratios[1:])
        shown = [f"{times[0]:.2f} s", *(f"{t:.2f} s ({r:.2f})" for t, r in zip(times[1:], ratios, strict=True))]
        sys.stdout.write(f"{verb:<14}" + "".join(f"{text:>18}" for text in shown) + "\n")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
