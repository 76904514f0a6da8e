"""What the rules found, for people: a line for each result, then what it comes to and the command that mends it."""

from collections.abc import Sequence

from readme_sync.model import Level, Result
from readme_sync.reports.counts import Counts
from readme_sync.reports.safe import printable
from readme_sync.reports.view import Style, View
from readme_sync.reports.words import counted, listed
from readme_sync.text import Source

_STYLES = {Level.ERROR: Style.BAD, Level.WARNING: Style.MIDDLING, Level.NOTE: Style.NOTICE}
_PATHS_SHOWN = 5


def check_text(source: Source, path: str, results: Sequence[Result], view: View) -> str:
    """The results of one document, in document order; "" where there are none."""
    name = view.shown(printable(path))
    ordered = sorted(results, key=lambda result: (result.span, result.rule))
    places = ["{}:{}:{}".format(name, *source.position_of(result.span.start)) for result in ordered]
    widest = max(map(len, places), default=0)
    level_width = max((len(result.level) for result in ordered), default=0)
    lines = []
    for place, result in zip(places, ordered, strict=True):
        level = view.paint(result.level.ljust(level_width), _STYLES[result.level])
        message = view.shown(printable(result.message))
        lines.append(f"{view.paint(place.ljust(widest), Style.STRONG)} {level} {result.rule} {message}\n")
    return "".join(lines)


def clean_text(counts: Counts, name: str) -> str:
    """The one line that says that nothing is wrong; `name` is that of the only document."""
    if counts.documents == 1:
        return f"{printable(name)}: no problems in {counted(counts.items, 'item')}\n"
    return f"no problems in {counted(counts.items, 'item')} of {counted(counts.documents, 'document')}\n"


def summary_text(counts: Counts, view: View) -> str:
    """The last lines: how many results there are, and the command that mends them where one can."""
    levels = listed([counted(counts.levels[level], level.value) for level in Level if counts.levels[level]])
    of = f" of {counts.documents}" if counts.documents > counts.found else ""
    line = f"{levels} in {counts.found}{of} {'document' if max(counts.found, counts.documents) == 1 else 'documents'}"
    text = view.paint(line, Style.STRONG) + "\n"
    if counts.fixes:
        import shlex  # noqa: PLC0415  only for this line

        # A shell must take the paths as they are; those that are no plain text are left to the reader.
        paths = [shlex.quote(printable(path)) for path in counts.mendable[:_PATHS_SHOWN]]
        more = " ..." if len(counts.mendable) > _PATHS_SHOWN else ""
        text += f"{counts.fixes} can be mended: readme-sync check --fix {' '.join(paths)}{more}\n"
    return text
