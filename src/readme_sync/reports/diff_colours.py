"""A diff for a terminal: coloured, its hidden characters shown."""

from readme_sync.reports.safe import visible
from readme_sync.reports.view import Style, View

_STYLES = {"-": Style.BAD, "+": Style.GOOD, "@": Style.NOTICE, "\\": Style.FAINT}


def coloured(diff: str, view: View) -> str:
    """The diff as a terminal may show it; use the diff itself for files and programs."""
    lines = diff.removesuffix("\n").split("\n")
    shown = (visible(view.shown(line.removesuffix("\r"))) for line in lines)
    return "".join(f"{view.paint(line, _style(line))}\n" for line in shown)


def _style(line: str) -> str:
    return Style.STRONG if line.startswith(("--- ", "+++ ")) else _STYLES.get(line[:1], Style.NONE)
