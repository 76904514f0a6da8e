"""The results of the rules, as one JSON document."""

from dataclasses import dataclass

from readme_sync.model import Fix, Level, Result
from readme_sync.reports.checked import Checked, Counts, Kind, Names
from readme_sync.reports.json_lines import VERSION, Version, json_line
from readme_sync.reports.words import View
from readme_sync.text import Source


@dataclass(frozen=True, slots=True)
class EditShape:
    """Replace `[line:column, end_line:end_column)` by `replacement`; an empty range inserts."""

    line: int
    column: int
    end_line: int
    end_column: int
    replacement: str


@dataclass(frozen=True, slots=True)
class FixShape:
    """How a result can be fixed."""

    message: str
    safe: bool
    edits: tuple[EditShape, ...]
    """All against the document as it was checked; disjoint."""


@dataclass(frozen=True, slots=True)
class ResultShape:
    """One result of a rule; lines and columns are 1-based, columns in Unicode code points, ends exclusive."""

    rule: str
    name: str
    level: Level
    message: str
    line: int
    column: int
    end_line: int
    end_column: int
    fix: FixShape | None


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """One document and its results."""

    path: str
    items: int
    results: tuple[ResultShape, ...]


@dataclass(frozen=True, slots=True)
class SummaryShape:
    """The totals of all documents."""

    documents: int
    items: int
    numbers: int
    """Derived numbers that were checked."""
    unbound: int
    """Numbers that seem to be derived, but it is not certain from what."""
    not_looked_at: int
    """Numbers that only GitHub or a command knows."""
    errors: int
    warnings: int
    notes: int
    fixable: int
    """Results with a safe fix."""


@dataclass(frozen=True, slots=True)
class CheckShape:
    """All checked documents."""

    version: Version
    """The version of this format."""
    documents: tuple[CheckedDocument, ...]
    summary: SummaryShape


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many results a rule has."""

    rule: str
    name: str
    count: int
    fixable: int
    """Results that can be fixed, safely or not."""


@dataclass(frozen=True, slots=True)
class StatisticsShape:
    """The results of each rule, the most frequent first."""

    version: Version
    """The version of this format."""
    rules: tuple[RuleCount, ...]
    summary: SummaryShape


class StatisticsReport:
    """One JSON document with the results of each rule at the end."""

    kind: Kind = "data"

    def __init__(self, _view: View, names: Names) -> None:
        """Write the `names` of rules."""
        self._names = names

    def add(self, _checked: Checked) -> str:
        """Return nothing yet."""
        return ""

    def end(self, counts: Counts) -> str:
        """Return everything, on one line."""
        rules = (
            RuleCount(rule, self._names.get(rule, ""), counts.rules[rule], counts.rule_fixes[rule])
            for rule in counts.by_frequency
        )
        return json_line(StatisticsShape(VERSION, tuple(rules), _summary(counts)))


class Report:
    """One JSON document at the end."""

    kind: Kind = "data"

    def __init__(self, _view: View, names: Names) -> None:
        """Write the `names` of rules with the results."""
        self._names = names
        self._documents: list[CheckedDocument] = []

    def add(self, checked: Checked) -> str:
        """Keep the results for `end`."""
        results = tuple(_result(checked.source, result, self._names) for result in checked.results)
        self._documents.append(CheckedDocument(checked.path, checked.items, results))
        return ""

    def end(self, counts: Counts) -> str:
        """Return everything, on one line."""
        return json_line(CheckShape(VERSION, tuple(self._documents), _summary(counts)))


def _summary(counts: Counts) -> SummaryShape:
    error, warning, note = (counts.levels[level] for level in (Level.ERROR, Level.WARNING, Level.NOTE))
    numbers = (counts.numbers, counts.unbound, counts.not_asked)
    return SummaryShape(counts.documents, counts.items, *numbers, error, warning, note, counts.fixes)


def _result(source: Source, result: Result, names: Names) -> ResultShape:
    line, column = source.position_of(result.span.start)
    end_line, end_column = source.position_of(result.span.end)
    fix = _fix(source, result.fix) if result.fix else None
    name = names.get(result.rule, "")
    return ResultShape(result.rule, name, result.level, result.message, line, column, end_line, end_column, fix)


def _fix(source: Source, fix: Fix) -> FixShape:
    places = ((*source.position_of(span.start), *source.position_of(span.end), new) for span, new in fix.edits)
    return FixShape(fix.message, fix.is_safe, tuple(EditShape(*place) for place in places))
