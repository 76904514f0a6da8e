"""Measure the promises, and write docs/internals/promises.md: `promises.py [--full] [--figures FILE]`.

Each test in tests/reliability notes what it tried and what broke; the page has a row for each. --full takes an hour,
the corpora, and 150 mutants. What was run with READMESYNC_FULL=1 and READMESYNC_FIGURES=FILE can be taken from there.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HOME = "https://github.com/readme-sync/readme-sync"  # the site of the documentation does not have it
PAGE = ROOT / "docs" / "internals" / "promises.md"
PROMISES = {
    1: "What stands outside of numbers, regions and tables keeps its bytes",
    2: "The page that GitHub shows is the same, but for numbers and regions",
    3: "A second run of `check --fix`, `sync` or `format` changes nothing",
    4: "Hostile documents in the runs above",
    5: "Line ends, the byte order mark and the last line end stay; a region takes the line end of its start marker",
    6: "What is not UTF-8, or holds NUL, stays and is named; the rest of the batch is done",
    7: "Markers in any order and place: the right region, or a refusal",
    8: "A title of any characters shows in a cell as it is, and makes no link, tag or image",
    9: "What is written is never taken for a pattern",
    10: "A writer that is killed or asked to end leaves the old file or the new one",
    11: "A call of the system that fails leaves the file whole, and no temporary file",
    12: "Full disks and missing rights: exit code 2, the file is named and unchanged",
    13: "Modes and links stay; a file of several names is refused",
    14: "Two writers at once lose nothing",
    15: "A wrong answer of GitHub makes no false success, no second commit, no branch left behind unnamed",
    16: "Writers on one branch at once all land",
    17: "Time is in proportion to the length, whatever the text",
    18: "What commands print stays as the documentation shows it, character by character",
    19: "A small change of what edits, escapes or writes is noticed by a test (the goal: but for 5 of 100)",
    20: "The index of git is never touched; staged and unstaged changes survive",
    21: "Failures that are known are tests, and fail the run when they pass",
    22: "Every bug that a user reported is a test, or is known as one that is not mended yet",
}


def measure(*, full: bool) -> tuple[list[dict[str, object]], int]:
    """Run the tests, and return what they note, and the exit code of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder, "figures")
        environment = {**os.environ, "READMESYNC_FIGURES": str(figures), "READMESYNC_FULL": "1" if full else ""}
        command = [sys.executable, "-m", "pytest", "tests/reliability", "tests/test_readme.py", "-q", "-m", "not crash"]
        code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        if full:
            mutants = [sys.executable, "scripts/mutants.py", "--sample", "150"]
            code |= subprocess.run(mutants, cwd=ROOT, env=environment, check=False).returncode
        lines = figures.read_text("utf-8").splitlines() if figures.exists() else []
    return [json.loads(line) for line in lines], code


def page(noted: list[dict[str, object]], *, full: bool) -> str:
    """Return the page."""
    days = " to ".join(sorted({min(str(one["on"]) for one in noted), max(str(one["on"]) for one in noted)}))
    lines = [
        "# What readme-sync promises",
        "",
        "This page is made by `python scripts/promises.py"
        + (" --full`." if full else "`; `--full` takes more inputs."),
        f"Measured {days}: {platform.system()}, Python {platform.python_version()}.",
        "*Floor* is the least that has to be tried for the figure to count; beside it stands what CI tries each time.",
        f"What each promise is about, and how to report a hole in it, is in [SECURITY]({HOME}/blob/main/SECURITY.md).",
        "",
        "| no. | promise | tried | floor | in CI | broken | command |",
        "| --: | --- | --: | --: | --: | --: | --- |",
    ]
    for number, text in PROMISES.items():
        own = [one for one in noted if one["number"] == number]
        tried, floor, often, broken = (
            f"{sum(int(str(one[key])) for one in own):,}" for key in ("tried", "floor", "in CI", "broken")
        )
        commands = ", ".join(dict.fromkeys(f"`{str(one['test']).partition('[')[0]}`" for one in own))
        lines.append(f"| {number} | {text} | {tried} | {floor} | {often} | {broken} | {commands or 'not measured'} |")
    return "\n".join([*lines, ""])


def main() -> int:
    """Measure, write the page, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--figures", type=Path, metavar="FILE", help="what was noted before; nothing is run")
    options = parser.parse_args()
    if options.figures:
        noted, code = [json.loads(line) for line in options.figures.read_text("utf-8").splitlines()], 0
    else:
        noted, code = measure(full=options.full)
    PAGE.write_text(page(noted, full=options.full), "utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
