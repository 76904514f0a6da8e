"""Tables that look like progress and are not counted: where, why, and the configuration that counts them."""

import re
from collections.abc import Iterator

from readme_sync.model import Readme, Reason, Verdict
from readme_sync.reports.safe import printable

_SHOWN = 3
_DOUBTFUL = {Reason.UNSURE, Reason.TOO_FEW, Reason.PROSE, Reason.NO_LABEL}
"""Reasons for which a person may decide otherwise; the others say that the table holds no progress."""


def left_aside(readme: Readme, naming: str | None = None) -> list[str]:
    """Return a line for each of the first tables that a person may want to count, and one for the others.

    `naming`: only those of which a cell says this, and these whatever they are.
    """
    cell = re.compile(rf"(?:^|\|)[^\w\n|]*{re.escape(naming or '')}[^\w\n|]*(?:\||$)", re.IGNORECASE | re.MULTILINE)
    doubtful = [
        verdict
        for verdict in readme.verdicts
        if not verdict.is_tracker
        and (cell.search(readme.source.slice(verdict.span)) if naming else verdict.code in _DOUBTFUL)
    ]
    lines = [line for verdict in doubtful[:_SHOWN] for line in _lines(readme, verdict)]
    more = len(doubtful) - _SHOWN
    return [*lines, f"{more} more like this: readme-sync parse names them"] if more > 0 else lines


def _lines(readme: Readme, verdict: Verdict) -> Iterator[str]:
    line = readme.source.line_of(verdict.span.start)
    yield f"line {line}: the table is not counted: {printable(verdict.reason)}"
    anchor = readme.sections[verdict.section].anchor
    keys = [f'section = "{f"#{anchor}" if anchor else ""}"']
    keys += [f"column = {_quoted(verdict.column)}"] if verdict.column else ['column = "HEADER"']
    yield f"  to count it: [[trackers]] {', '.join(keys)}"


def _quoted(text: str) -> str:
    """Return the text as a basic string of TOML."""
    escaped = printable(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
