"""One run of the rules over several documents."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from readme_sync import api
from readme_sync.cli.diffs import write_diff
from readme_sync.cli.failing import WRONG_INPUT
from readme_sync.cli.output import write_json, write_note, write_text
from readme_sync.cli.run import RESULTS
from readme_sync.cli.selecting import Selection
from readme_sync.cli.terminal import view
from readme_sync.model import Readme, Result, Settings
from readme_sync.reports.check_text import check_text, clean_text, summary_text
from readme_sync.reports.counts import Counts
from readme_sync.reports.words import counted
from readme_sync.text import Source

if TYPE_CHECKING:
    from readme_sync.reports.check_json import CheckedDocument


class Checking:
    """Checks documents one after the other, and says at the end what they come to."""

    def __init__(self, select: Selection, *, as_json: bool) -> None:
        """Runs the rules that `select` names for a document."""
        self._select = select
        self._as_json = as_json
        self._view = view()
        self._counts = Counts()
        self._name = ""
        self._documents: list[CheckedDocument] = []
        self._broken = False

    def check(self, source: Source, path: str, settings: Settings) -> None:
        """Checks a document and writes its results."""
        readme = api.parse(source, settings=settings)
        results = api.check(readme, self._select(settings))
        self._broken = self._broken or _is_broken(results)
        self._name = path
        items = sum(len(tracker.items) for tracker in readme.trackers)
        self._counts.add(path, items, results)
        if self._as_json:
            self._documents.append(_checked(readme, path, items, results))
        else:
            write_text(check_text(source, path, results, self._view))

    def mend(self, _source: Source, path: str, settings: Settings) -> None:
        """Mends what can be mended safely in the file at `path`, and writes the results that are left."""
        fixed = api.fix_file(path, self._select(settings), settings)
        if fixed.mended:
            write_note(f"{path}: {counted(fixed.mended, 'result')} mended")
        self.check(fixed.source, path, settings)

    def finish(self) -> int:
        """Writes what all comes to; the exit code."""
        if self._as_json:
            from readme_sync.reports.check_json import check_shape  # noqa: PLC0415
            from readme_sync.reports.json_lines import json_line  # noqa: PLC0415

            write_json(json_line(check_shape(self._documents, self._counts)))
        elif self._counts.found:
            write_text(summary_text(self._counts, self._view))
        elif self._counts.documents:
            write_text(clean_text(self._counts, self._name))
        return WRONG_INPUT if self._broken else RESULTS if self._counts.failed else 0


class Diffing:
    """Shows what mending would change, and writes nothing."""

    def __init__(self, select: Selection) -> None:
        """Mends results of the rules that `select` names for a document."""
        self._select = select
        self._mended = 0
        self._documents = 0

    def show(self, source: Source, path: str, settings: Settings) -> None:
        """Shows the changes of one document."""
        fixed = api.fix(source, self._select(settings), settings)
        write_diff(source, fixed.source, path)
        self._mended += fixed.mended
        self._documents += bool(fixed.mended)

    def finish(self) -> int:
        """Says what all comes to; the exit code."""
        if not self._mended:
            write_note("nothing to mend")
            return 0
        write_note(f"{counted(self._mended, 'result')} in {counted(self._documents, 'document')} would be mended")
        return RESULTS


def _is_broken(results: Sequence[Result]) -> bool:
    """Whether there is a result that makes the document wrong input."""
    from readme_sync.cli.selecting import known_rules  # noqa: PLC0415

    return bool(results) and not {rule.id for rule in known_rules() if rule.broken}.isdisjoint(
        result.rule for result in results
    )


def _checked(readme: Readme, path: str, items: int, results: Sequence[Result]) -> "CheckedDocument":
    from readme_sync.cli.selecting import known_rules  # noqa: PLC0415
    from readme_sync.reports.check_json import checked_document  # noqa: PLC0415

    names = {rule.id: rule.name for rule in known_rules()}
    return checked_document(readme.source, path, items, results, names)
