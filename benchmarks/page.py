"""Tables of costs, and the page that they stand on."""

import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import sets
import timing

PAGE = sets.ROOT / "docs" / "internals" / "performance.md"
_BEGIN, _END = "<!-- measured -->", "<!-- /measured -->"


def table(title: str, costs: Mapping[str, Sequence[timing.Cost]], base: str, size: int = 0, what: str = "cpu") -> str:
    """A Markdown table: medians, and the median of the ratios of CPU, or `what`, to `base` in the same round."""
    peak = "peak × file" if size else "peak MB"
    lines = [
        f"### {title}",
        "",
        f"| command | CPU s | wall s | {peak} | {what.replace('cpu', 'CPU')} × {base} |",
        "| --- | --: | --: | --: | --: |",
    ]
    for name, runs in costs.items():
        cpu, wall, memory = (timing.middle(runs, what) for what in ("cpu", "wall", "peak"))
        if cpu is None or wall is None or memory is None:
            lines.append(f"| {name} | stopped after 120 s | | | |")
            continue
        share = timing.ratio(runs, costs[base], what)
        room = memory / size if size else memory / 1e6
        lines.append(f"| {name} | {cpu:.3f} | {wall:.3f} | {room:.1f} | {'' if share is None else f'{share:.2f}'} |")
    return "\n".join(lines)


def write(text: str, rounds: int) -> None:
    """Puts the tables on the page, between its two markers."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    Path(PAGE).write_text(f"{before}{_BEGIN}\n\n{_machine(rounds)}\n\n{text}\n\n{_END}{after}", "utf-8")


def _machine(rounds: int) -> str:
    day = datetime.now(tz=UTC).date()
    cores = len(__import__("os").sched_getaffinity(0))
    python = platform.python_version()
    return f"Measured on {day}: {sys.platform}, {cores} cores, Python {python}, medians of {rounds} rounds."
