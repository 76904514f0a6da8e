"""What a report on a check receives and offers; the totals of a check, and its last lines."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from readme_sync.model import FailOn, Level, Result
from readme_sync.plugins import Plugins
from readme_sync.reports.safe import printable, quoted
from readme_sync.reports.words import Style, View, counted, listed
from readme_sync.text import Source

Kind = Literal["text", "commands", "data"]
"""Text for people, workflow commands, or data for programs: each is written in its own way."""


class Checked(NamedTuple):
    """One document and the results of the rules.

    Attributes:
        path: as messages name it.
        place: its path from the repository's top, with `/`; "" for standard input.
        items: how many the document has.
        results: in document order.
        numbers: how many derived numbers were checked.
        unbound: how many more seem to be derived, but it is not certain from what.
        not_asked: how many were not looked at, as only GitHub or a command knows.
    """

    source: Source
    path: str
    place: str
    items: int
    results: Sequence[Result]
    numbers: int = 0
    unbound: int = 0
    not_asked: int = 0


_RANKS = {Level.ERROR: 0, Level.WARNING: 1, Level.NOTE: 2}


class Counts:
    """Running totals; one document after the other is added.

    Attributes:
        options: those of the command line that a proposed command must repeat.
        documents: all that were checked.
        items, numbers, unbound, not_asked: all in them.
        levels, rules: how many results of each level and of each rule.
        rule_fixes: how many results of each rule can be fixed, safely or not.
        fixes: how many results have a safe fix.
        fixable, unsafely_fixable: by path of a file, how many results have a safe fix, or an unsafe one.
        found: how many documents have results.
        failed: whether a document has a result of a level that fails it.
        worst: the rule of the first of the most severe results, "" without results.
        last: the path of the last document.
    """

    def __init__(self, options: tuple[str, ...] = ()) -> None:
        self.options = options
        self.documents = 0
        self.items = 0
        self.numbers = 0
        self.unbound = 0
        self.not_asked = 0
        self.levels: Counter[Level] = Counter()
        self.rules: Counter[str] = Counter()
        self.rule_fixes: Counter[str] = Counter()
        self.fixes = 0
        self.fixable: Counter[str] = Counter()
        self.unsafely_fixable: Counter[str] = Counter()
        self.found = 0
        self.failed = False
        self.worst = ""
        self.last = ""
        self._worst_rank = len(_RANKS)

    def add(  # noqa: PLR0913  what is counted of a document
        self,
        path: str,
        items: int,
        results: Sequence[Result],
        *,
        fail_on: FailOn = FailOn.WARNING,
        is_fixable: bool = True,
        numbers: int = 0,
        unbound: int = 0,
        not_asked: int = 0,
    ) -> None:
        """Add one document; `is_fixable`: whether a command can fix it, as it is a file."""
        self.numbers += numbers
        self.unbound += unbound
        self.not_asked += not_asked
        self.documents += 1
        self.last = path
        self.items += items
        self.found += bool(results)
        self.failed = self.failed or any(fail_on.fails(result.level) for result in results)
        for result in results:
            self.levels[result.level] += 1
            self.rules[result.rule] += 1
            self.rule_fixes[result.rule] += result.fix is not None
            if _RANKS[result.level] < self._worst_rank:
                self._worst_rank, self.worst = _RANKS[result.level], result.rule
        safe = sum(result.fix is not None and result.fix.is_safe for result in results)
        unsafe = sum(result.fix is not None and not result.fix.is_safe for result in results)
        self.fixes += safe
        if is_fixable and safe:
            self.fixable[path] += safe
        if is_fixable and unsafe:
            self.unsafely_fixable[path] += unsafe

    @property
    def by_frequency(self) -> list[str]:
        """The rules with results, the most frequent first."""
        return sorted(self.rules, key=lambda rule: (-self.rules[rule], rule))


def checked_text(checked: Checked, origin: str) -> str:
    """Return what was read of a document, and the configuration that holds for it, on one line."""
    items, numbers = counted(checked.items, "item"), counted(checked.numbers, "number")
    return f"{checked.path}: {items}, {numbers} checked; configuration: {origin or 'none'}"


_PATHS_SHOWN = 5
_NOTHING_READ = "no problems, but nothing was read that tracks progress"


class CheckReport(Protocol):
    """A report: the class `Report` in a module `check_NAME.py` of this package, made from the view and the rule names.

    Each text that it returns ends with a line end, or is "".
    """

    @property
    def kind(self) -> Kind:
        """How its texts are written."""

    def add(self, checked: Checked) -> str:
        """Return what to write about one document, as soon as it is checked."""

    def end(self, counts: Counts) -> str:
        """Return what to write when all are checked."""


Names = Mapping[str, str]
"""The names of the rules, by id."""

PLUGINS = Plugins[Callable[[View, Names], CheckReport]]("readme_sync.reports", "Report", prefix="check_")
"""All reports, by the names that `--output-format` and the input of the Action take."""


def summary(counts: Counts, view: View) -> str:
    """Return the totals of all documents; that there are no problems is said, too."""
    if not counts.documents or view.quiet:
        return ""
    if not counts.found:
        return _clean(counts, view)
    line = f"{levels_text(counts)} in {_documents(counts)}{_numbers(counts)}"
    return "".join(f"{text}\n" for text in (view.paint(line, Style.STRONG), *_advice(counts, view)))


def levels_text(counts: Counts) -> str:
    """Return text such as `1 error and 2 notes`."""
    return listed([counted(counts.levels[level], level.value) for level in Level if counts.levels[level]])


def _numbers(counts: Counts) -> str:
    """Return text such as `; 7 numbers checked, 2 not bound`, "" where there are none."""
    parts = [f"{counted(counts.numbers, 'number')} checked"] if counts.numbers else []
    parts += [f"{counts.unbound} not bound"] if counts.unbound else []
    parts += [f"{counts.not_asked} not looked at (they take the network or a command)"] if counts.not_asked else []
    return f"; {', '.join(parts)}" if parts else ""


def _clean(counts: Counts, view: View) -> str:
    items = counted(counts.items, "item")
    what = f"no problems in {items}" if counts.items else "no problems" if counts.numbers else _NOTHING_READ
    if counts.documents == 1:
        return f"{view.shown(printable(counts.last))}: {what}{_numbers(counts)}\n"
    return f"{what} {'of' if counts.items else 'in'} {counts.documents} documents{_numbers(counts)}\n"


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


class Statistics:
    """A line for each rule with results, the most frequent first."""

    kind: Kind = "text"

    def __init__(self, view: View, names: Names) -> None:
        """Write for a reader with this view."""
        self._view = view
        self._names = names

    def add(self, _checked: Checked) -> str:
        """Return nothing yet."""
        return ""

    def end(self, counts: Counts) -> str:
        """Return the lines, and the summary."""
        rules = counts.by_frequency
        digits = max((len(str(number)) for number in counts.rules.values()), default=0)
        widest = max((len(self._names.get(rule, "")) for rule in rules), default=0)
        lines = [self._line(rule, counts, digits, widest) for rule in rules]
        return "".join(f"{line.rstrip()}\n" for line in lines) + summary(counts, self._view)

    def _line(self, rule: str, counts: Counts, digits: int, widest: int) -> str:
        name = self._names.get(rule, "").ljust(widest)
        fixes = counts.rule_fixes[rule]
        fixable = f"  {fixes} can be fixed" if fixes else ""
        number = str(counts.rules[rule]).rjust(digits)
        return f"{self._view.paint(number, Style.STRONG)}  {rule}  {name}{fixable}"
