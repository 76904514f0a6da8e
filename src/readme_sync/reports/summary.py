"""The last lines of a check: how many results there are, and the command that mends them where one can."""

from readme_sync.model import Level
from readme_sync.reports.counts import Counts
from readme_sync.reports.safe import printable
from readme_sync.reports.view import Style, View
from readme_sync.reports.words import counted, listed

_PATHS_SHOWN = 5
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./_")


def summary(counts: Counts, view: View) -> str:
    """What all documents come to; that nothing is wrong is said too."""
    if not counts.documents:
        return ""
    if not counts.found:
        return _clean(counts, view)
    line = f"{levels_text(counts)} in {_documents(counts)}"
    return "".join(f"{text}\n" for text in (view.paint(line, Style.STRONG), *_advice(counts, view)))


def levels_text(counts: Counts) -> str:
    """`1 error and 2 notes`."""
    return listed([counted(counts.levels[level], level.value) for level in Level if counts.levels[level]])


def _clean(counts: Counts, view: View) -> str:
    items = counted(counts.items, "item")
    if counts.documents == 1:
        return f"{view.shown(printable(counts.last))}: no problems in {items}\n"
    return f"no problems in {items} of {counts.documents} documents\n"


def _documents(counts: Counts) -> str:
    of = f" of {counts.documents}" if counts.documents > counts.found else ""
    return f"{counts.found}{of} {'document' if counts.documents == 1 else 'documents'}"


def _advice(counts: Counts, view: View) -> list[str]:
    """The commands that mend something; where nothing can be mended, the one that explains the worst result."""
    lines = []
    if counts.mendable:
        number = counts.mendable.total()
        lines.append(f"{number} can be mended: {_command('--fix', list(counts.mendable), counts, view)}")
    if counts.unsafely_mendable:
        number = counts.unsafely_mendable.total()
        told = f"{number} more" if lines else f"{number} can be mended"
        command = _command("--unsafe-fixes", list(counts.unsafely_mendable), counts, view)
        lines.append(f"{told}, to be looked at afterwards: {command}")
    if not lines and counts.failed:
        lines.append(f"to read more: readme-sync rule {counts.worst}")
    return lines


def _command(option: str, paths: list[str], counts: Counts, view: View) -> str:
    """The command for a shell; paths and options are quoted as a shell needs them."""
    # Those that are no plain text are left to the reader.
    shown = [_quoted(view.shown(printable(path))) for path in paths[:_PATHS_SHOWN]]
    more = ["..."] if len(paths) > _PATHS_SHOWN else []
    options = [_quoted(view.shown(printable(one))) for one in counts.options]
    return " ".join(["readme-sync check", option, *options, *shown, *more])


def _quoted(word: str) -> str:
    """A word as a shell needs it."""
    if word and _PLAIN.issuperset(word):
        return word
    import shlex  # noqa: PLC0415  most paths need no quotes

    return shlex.quote(word)
