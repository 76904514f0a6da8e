"""The results of the rules, as annotations of GitHub Actions."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from readme_sync.model import Level, Result
from readme_sync.reports.checked import Checked, Counts, Kind, Names, summary
from readme_sync.reports.safe import command, harmless, printable
from readme_sync.reports.words import View, counted, listed

SHOWN: Final = 10
"""GitHub shows so many annotations of each level for a step, and drops the others silently."""

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


class Report:
    """A workflow command for each result, as many as GitHub shows."""

    kind: Kind = "commands"

    def __init__(self, view: View, names: Names) -> None:
        """Write the `names` of rules into the titles."""
        self._view = View(quiet=view.quiet)
        self._names = names
        self._seen: Counter[Level] = Counter()
        self._room = dict.fromkeys(Level, SHOWN)

    def leave_room(self, level: Level, number: int) -> None:
        """Leave room for annotations that are made elsewhere in the same step."""
        self._room[level] = max(0, self._room[level] - number)

    def add(self, checked: Checked) -> str:
        """Return the commands for one document."""
        return "".join(self._commands(checked))

    def end(self, counts: Counts) -> str:
        """Return how many annotations are not shown, and the summary."""
        hidden = {level: self._seen[level] - room for level, room in self._room.items() if self._seen[level] > room}
        more = [counted(number, f"more {level}") for level, number in hidden.items()]
        line = f"{listed(more)} without an annotation: GitHub shows {SHOWN} of each level\n" if more else ""
        return harmless(line + summary(counts, self._view))

    def _commands(self, checked: Checked) -> Iterator[str]:
        for result in checked.results:
            self._seen[result.level] += 1
            if self._seen[result.level] <= self._room[result.level]:
                yield self._command(checked, result)

    def _command(self, checked: Checked, result: Result) -> str:
        source, span = checked.source, result.span
        line, column = source.position_of(span.start)
        # GitHub counts the last character in, and takes columns only where there is one line.
        end_line, end_column = source.position_of(max(span.start, span.end - 1))
        columns = {"col": column, "endColumn": end_column} if line == end_line else {}
        title = f"{result.rule} {self._names.get(result.rule, '')}".strip()
        place: dict[str, str | int] = {
            "file": printable(checked.place),
            "line": line,
            "endLine": end_line,
            **columns,
            "title": title,
        }
        return command(_COMMANDS[result.level], place, printable(result.message))
