"""One run of the rules over several documents that fixes what they find, or shows what that would change."""

from readme_sync import rules
from readme_sync.cli.check_run import Checking, breaking
from readme_sync.cli.diffs import write_diff
from readme_sync.cli.failures import RESULTS, WRONG_INPUT
from readme_sync.cli.file_checker import CheckOptions, FileChecker
from readme_sync.cli.output import write_error, write_note
from readme_sync.cli.paths import file_of
from readme_sync.cli.rule_selection import Selection, selection
from readme_sync.disk.surroundings import surroundings_of
from readme_sync.disk.update_file import update_file
from readme_sync.editing.fixes import fix
from readme_sync.model import FailOn, Outcome, Settings
from readme_sync.reader import parse
from readme_sync.reports.checked import CheckReport
from readme_sync.reports.edit_text import changed_text, result_line, skipped_text, sum_text
from readme_sync.sources import Facts
from readme_sync.text import Source


class Mending(Checking):
    """Fixes what can be fixed in files, says what it did, and checks what is left."""

    def __init__(
        self,
        chosen: CheckOptions,
        report: CheckReport,
        fail_on: FailOn | None = None,
        options: tuple[str, ...] = (),
        *,
        unsafe: bool,
    ) -> None:
        """As `Checking`, by the rules that are chosen; `unsafe` fixes are made only if asked for."""
        super().__init__(report, fail_on, options)
        self._select = selection(chosen.select, chosen.ignore)
        self._judge = FileChecker(chosen)
        self._unsafe = unsafe
        self._sum = _Sum()

    def mend(self, _source: Source, path: str, settings: Settings) -> None:
        """Fix a file, read again under the lock; say what was done, and write the results that are left."""
        select, around = self._select(settings, path), surroundings_of(path)
        fixed = update_file(
            path, lambda source: fix(source, select, settings, unsafe=self._unsafe, surroundings=around)
        )
        self._sum.add(fixed, path)
        # What was refused now would be refused again: no command is proposed for it.
        self.add(self._judge.judged(fixed.source, path, settings), is_file=not fixed.skipped)

    def finish(self) -> int:
        """Says what was done in several documents, and what is left in all; the exit code."""
        self._sum.say("mended")
        return super().finish()


class Diffing:
    """Shows what fixes would change, and writes nothing."""

    def __init__(self, select: Selection, *, unsafe: bool) -> None:
        """Fix results of the rules that `select` names for a document; `unsafe` fixes only if asked for."""
        self._select = select
        self._unsafe = unsafe
        self._sum = _Sum()
        self._broken = False

    def show(self, source: Source, path: str, settings: Settings) -> None:
        """Shows the changes of one document, and says what makes it wrong input."""
        chosen = self._select(settings, path)
        around = surroundings_of(file_of(path))
        fixed = fix(source, chosen, settings, unsafe=self._unsafe, surroundings=around)
        write_diff(source, fixed.source, path)
        self._sum.add(fixed, path, quiet=True)
        broken = sorted(breaking() if chosen is None else breaking().intersection(chosen))
        readme = parse(source, settings=settings)
        for one in rules.check(readme, broken, Facts(readme, around)) if broken else ():
            write_error(result_line(source, path, one))
            self._broken = True

    def finish(self) -> int:
        """Says what all comes to; the exit code."""
        self._sum.say("would be mended", always=True)
        return WRONG_INPUT if self._broken else RESULTS if self._sum.mended else 0


class _Sum:
    """The number of fixes in all documents so far."""

    def __init__(self) -> None:
        self.mended = 0
        self._skipped = 0
        self._changed = 0
        self._documents = 0

    def add(self, fixed: Outcome, path: str, *, quiet: bool = False) -> None:
        """Adds a document and says what was done in it."""
        if not quiet:
            write_note(changed_text(path, fixed.results))
        for one in fixed.skipped:
            write_note(skipped_text(fixed.source, path, one))
        self.mended += len(fixed.changes)
        self._skipped += len(fixed.skipped)
        self._changed += bool(fixed.changes)
        self._documents += 1

    def say(self, verb: str, *, always: bool = False) -> None:
        """Says what all documents come to; one alone has been said already, unless `always`."""
        if always or self._documents > 1:
            write_note(sum_text(verb, self.mended, self._changed, self._documents, self._skipped))
