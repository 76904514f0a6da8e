"""What reading costs, counted in calls: a slow-down shows here, on any machine and under any load.

A process of its own checks fixed documents, and counts the calls of our functions and those that they make. Each
ceiling is 15 % above what was counted last. Who goes beyond one has made every check slower. Where that is meant, write
the new number here, and also where a check became faster. docs/internals/performance.md says how time is measured.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import FrameType

import pytest

import readme_sync
from readme_sync import claims, notations, rules
from readme_sync.markdown import inline_parser
from readme_sync.markers import configured_claims, read_markers

ROOT = Path(__file__).resolve().parents[1]
CALLS = {"prose": 80_000, "progress": 19_500, "tasks": 132_000, "rows": 68_000, "markup": 156_000}
"""By document, how many calls a check of it may take."""
MODULES, PATTERNS = 190, 130
"""How many modules of ours a check of samples/learning.md may load, and how many patterns it may compile."""
SLOWER = "a check became slower; see what tests/test_cost.py says"
LOADED = (inline_parser, configured_claims, read_markers)
"""What is loaded when a document needs it; a count must not depend on which documents came before."""

pytestmark = pytest.mark.skipif(
    sys.implementation.name != "cpython", reason="only CPython says of each call that it is"
)


def documents() -> dict[str, str]:
    """The documents that are checked."""
    prose = "".join(
        f"## Part {part}\n\nThe {part} servers of [the lab](lab/{part}.md) take 24 requests, `{part}` at a time.\n"
        f"They are *fast* and run 3 jobs each.\n\n- item {part}, see <https://example.org/{part}>\n- another\n\n"
        f"```sh\nrun --times {part}\n```\n\n| Option | Default |\n| --- | --- |\n| `--jobs` | {part} |\n\n"
        for part in range(40)
    )
    weeks = ("".join(f"- [{'x' if day < week % 5 else ' '}] day {day}\n" for day in range(6)) for week in range(40))
    tasks = "".join(f"## Week {week}: {week % 5}/6\n\n{days}\n" for week, days in enumerate(weeks))
    rows = "".join(f"| {row}: Song | ![](https://geps.dev/progress/{row * 7 % 101}) |\n" for row in range(1, 501))
    markup = "".join(
        f"### {part}. ✅ Part *{part}*\n\n"
        f"<p align=center><img src='https://img.shields.io/badge/done-{part}%25-green'></p>\n\n"
        f"Progress: **{part}%** ({part}/40), <b>{part} of 40 songs</b> &amp; more\n\n"
        f"- ✅ one\n- 🚧 two ([{part}][ref])\n\n"
        f"| Song | Status | Tests |\n|---|---|---|\n| [a](#a) | ✅ Done | 3/4 |\n| b | 🚧 | 40% |\n\n"
        for part in range(1, 21)
    )
    return {
        "prose": prose,
        "progress": (ROOT / "samples" / "learning.md").read_text("utf-8"),
        "tasks": tasks,
        "rows": f"## Songs\n\n| Name | Progress |\n| --- | --- |\n{rows}",
        "markup": f"{markup}[ref]: a.md\n",
    }


def counted(text: str) -> int:
    """Return how many calls a check takes, those within other packages left out."""
    ours = os.path.dirname(readme_sync.__file__)
    count = 0

    def on_event(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"} and frame.f_code.co_filename.startswith(ours)

    sys.setprofile(on_event)
    try:
        rules.check(text)
    finally:
        sys.setprofile(None)
    return count


def write_counts() -> None:
    """Write the counts of all documents, once all plugins are loaded."""
    for package in (claims, notations, rules):
        assert package.every()
    json.dump({name: counted(text) for name, text in documents().items()}, sys.stdout)


def _output(code: str) -> str:
    settled = {"PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(sys.path), "READMESYNC_SLOW": "0"}
    command = [sys.executable, "-c", code]
    environment = {**os.environ, **settled}
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment, cwd=ROOT).stdout


def test_calls_of_a_check() -> None:
    counts = json.loads(_output("import test_cost; test_cost.write_counts()"))
    dear = [f"{name}: {count:,} calls" for name, count in counts.items() if count > CALLS[name]]
    assert not dear, SLOWER


def test_what_a_check_loads_and_compiles() -> None:
    code = """
import re, sys
from readme_sync.cli import main
compile, compiled = re.compile, []
re.compile = lambda *pattern: compiled.append(pattern) or compile(*pattern)
main(["check", "--no-config", "samples/learning.md", "--output-format", "concise"])
print(sum(name.partition(".")[0] == "readme_sync" for name in sys.modules), len(compiled))
"""
    modules, patterns = map(int, _output(code).splitlines()[-1].split())
    assert (modules <= MODULES, patterns <= PATTERNS) == (True, True), (
        f"{SLOWER}: {modules} modules, {patterns} patterns"
    )
