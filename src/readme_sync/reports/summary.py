"""The last lines of a check: how many results there are, and the command that fixes them, if one does."""

from readme_sync.model import Level
from readme_sync.reports.counts import Counts
from readme_sync.reports.safe import printable, quoted
from readme_sync.reports.view import Style, View
from readme_sync.reports.words import counted, listed

_PATHS_SHOWN = 5
_NOTHING_READ = "no problems, but nothing was read that tracks progress"


def summary(counts: Counts, view: View) -> str:
    """Return the totals of all documents; that there are no problems is said, too."""
    if not counts.documents:
        return ""
    if not counts.found:
        return _clean(counts, view)
    line = f"{levels_text(counts)} in {_documents(counts)}"
    return "".join(f"{text}\n" for text in (view.paint(line, Style.STRONG), *_advice(counts, view)))


def levels_text(counts: Counts) -> str:
    """Return text such as `1 error and 2 notes`."""
    return listed([counted(counts.levels[level], level.value) for level in Level if counts.levels[level]])


def _clean(counts: Counts, view: View) -> str:
    items = counted(counts.items, "item")
    what = f"no problems in {items}" if counts.items else _NOTHING_READ
    if counts.documents == 1:
        return f"{view.shown(printable(counts.last))}: {what}\n"
    return f"{what} {'of' if counts.items else 'in'} {counts.documents} documents\n"


def _documents(counts: Counts) -> str:
    of = f" of {counts.documents}" if counts.documents > counts.found else ""
    return f"{counts.found}{of} {'document' if counts.documents == 1 else 'documents'}"


def _advice(counts: Counts, view: View) -> list[str]:
    """Return the commands that fix results; without one, the command that explains the most severe result."""
    lines = []
    if counts.fixable:
        number = counts.fixable.total()
        lines.append(f"{number} can be fixed: {_command('--fix', list(counts.fixable), counts, view)}")
    if counts.unsafely_fixable:
        number = counts.unsafely_fixable.total()
        what = f"{number} more" if lines else f"{number}"
        what += " has an unsafe fix" if number == 1 else " have unsafe fixes"
        command = _command("--unsafe-fixes", list(counts.unsafely_fixable), counts, view)
        lines.append(f"{what} (review the changes): {command}")
    if not lines and counts.failed:
        lines.append(f"to read more: readme-sync rule {counts.worst}")
    return lines


def _command(option: str, paths: list[str], counts: Counts, view: View) -> str:
    """Return a command for a shell; paths and options are quoted as a shell needs them."""
    # A few paths; the reader adds the others.
    shown = [quoted(view.shown(printable(path))) for path in paths[:_PATHS_SHOWN]]
    more = ["..."] if len(paths) > _PATHS_SHOWN else []
    options = [quoted(view.shown(printable(one))) for one in counts.options]
    return " ".join(["readme-sync check", option, *options, *shown, *more])
