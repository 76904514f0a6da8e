"""One run of the rules over several documents that fixes what they find, or shows what that would change."""

from functools import partial

from readme_sync import rules
from readme_sync.cli.check_options import Selection, selection
from readme_sync.cli.check_run import CheckRun, wrong_input_rules
from readme_sync.cli.documents import file_of
from readme_sync.cli.file_checker import CheckOptions, FileChecker, base_or_reason
from readme_sync.cli.output import RESULTS, WRONG_INPUT, write_drawn, write_error, write_note
from readme_sync.cli.run import write_diff
from readme_sync.disk import surroundings_of
from readme_sync.disk.update_file import update_file
from readme_sync.editing.fixes import fix
from readme_sync.model import FailOn, Outcome, Settings
from readme_sync.reader import parse
from readme_sync.reports.checked import CheckReport
from readme_sync.reports.edit_text import fixed_text, fixes_text, result_line, skipped_text
from readme_sync.text import Source


class FixRun(CheckRun):
    """Fixes files, says what it did, and checks what is left."""

    def __init__(
        self,
        chosen: CheckOptions,
        report: CheckReport,
        fail_on: FailOn | None = None,
        options: tuple[str, ...] = (),
        *,
        unsafe: bool,
    ) -> None:
        """Start a run as `CheckRun` does, with the rules that are chosen; `unsafe` makes unsafe fixes, too."""
        super().__init__(report, fail_on, options)
        self._select = selection(chosen.select, chosen.ignore)
        self._since = chosen.since
        self._checker = FileChecker(chosen)
        self._unsafe = unsafe
        self._totals = _FixTotals()

    def fix(self, _source: Source, path: str, settings: Settings) -> None:
        """Fix a file, read again under the lock, say what was done, and write the results that are left."""
        chosen, file_tree = self._select(settings, path), surroundings_of(path)
        base, _ = base_or_reason(self._since, path, settings)  # the check says what is missing
        given = partial(fix, surroundings=file_tree, base=base, commands=self._checker.commands)
        fixed = update_file(path, lambda source: given(source, chosen, settings, unsafe=self._unsafe))
        write_drawn(fixed.pictures)
        self._totals.add(fixed, path)
        # What was refused now would be refused again: no command is proposed for it.
        self.add(self._checker.check(fixed.source, path, settings), is_fixable=not fixed.skipped)

    def finish(self) -> int:
        """Say what was done in several documents, and what is left in all; return the exit code."""
        self._totals.write("fixed")
        return super().finish()


class FixDiffRun:
    """Shows what fixes would change, and writes nothing."""

    def __init__(self, select: Selection, *, unsafe: bool, since: str | None = None) -> None:
        """Fix results of the rules that `select` names for a document; `unsafe` makes unsafe fixes, too."""
        self._select = select
        self._unsafe = unsafe
        self._since = since
        self._totals = _FixTotals()
        self._is_wrong_input = False

    def show(self, source: Source, path: str, settings: Settings) -> None:
        """Show the changes of one document, and say what makes it wrong input."""
        chosen = self._select(settings, path)
        file_tree = surroundings_of(file_of(path))
        base, missing = base_or_reason(self._since, path, settings)
        if missing:
            write_note(missing)
        fixed = fix(source, chosen, settings, unsafe=self._unsafe, surroundings=file_tree, base=base)
        write_diff(source, fixed.source, path)
        self._totals.add(fixed, path, quiet=True)
        wrong = sorted(wrong_input_rules() if chosen is None else wrong_input_rules().intersection(chosen))
        for one in rules.check(parse(source, settings=settings), wrong, surroundings=file_tree) if wrong else ():
            write_error(result_line(source, path, one))
            self._is_wrong_input = True

    def finish(self) -> int:
        """Write the summary and return the exit code."""
        self._totals.write("would be fixed", always=True)
        return WRONG_INPUT if self._is_wrong_input else RESULTS if self._totals.fixed else 0


class _FixTotals:
    """How much was fixed, in all documents so far."""

    def __init__(self) -> None:
        self.fixed = 0
        self._skipped = 0
        self._changed = 0
        self._documents = 0

    def add(self, fixed: Outcome, path: str, *, quiet: bool = False) -> None:
        """Add a document, and say what was done in it."""
        if not quiet:
            write_note(fixed_text(path, fixed.results))
        for one in fixed.skipped:
            write_note(skipped_text(fixed.source, path, one))
        self.fixed += len(fixed.changes)
        self._skipped += len(fixed.skipped)
        self._changed += bool(fixed.changes)
        self._documents += 1

    def write(self, verb: str, *, always: bool = False) -> None:
        """Write the totals of several documents; of a single one, only if `always`: it was reported already."""
        if always or self._documents > 1:
            write_note(fixes_text(verb, self.fixed, self._changed, self._documents, self._skipped))
