"""One run of the rules over several documents that fixes what they find, or shows what that would change."""

from functools import partial

from readme_sync import rules
from readme_sync.cli.check_run import CheckRun, wrong_input_rules
from readme_sync.cli.documents import file_of, read_path
from readme_sync.cli.edit_run import Preview, change_document
from readme_sync.cli.file_checker import CheckOptions, FileChecker, base_or_reason, named_facts
from readme_sync.cli.output import (
    RESULTS,
    WRONG_INPUT,
    view,
    write_drawn,
    write_error,
    write_note,
    write_text,
    write_warning,
)
from readme_sync.cli.run import write_diff
from readme_sync.config import fixable_rules, rules_for
from readme_sync.disk import surroundings_of
from readme_sync.disk.update_file import update_file
from readme_sync.editing.add_ignores import add_ignores
from readme_sync.editing.fixes import fix
from readme_sync.model import FailOn, Outcome, Settings
from readme_sync.reader import parse
from readme_sync.reports.checked import CheckReport
from readme_sync.reports.edit_text import change_text, fixed_text, fixes_text, result_line, skipped_text
from readme_sync.sources import Facts
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
        only: bool = False,
    ) -> None:
        """Start a run as `CheckRun` does, with the rules that are chosen.

        `unsafe` makes unsafe fixes, too; with `only`, what is left is not reported.
        """
        super().__init__(report, fail_on, options)
        self._rules = chosen.rules
        self._only = only
        self._since = chosen.since
        self._checker = FileChecker(chosen)
        self._unsafe = unsafe
        self._totals = _FixTotals()

    def fix(self, _source: Source, path: str, settings: Settings) -> None:
        """Fix a file, read again under the lock, say what was done, and write the results that are left."""
        chosen, file_tree = fixable_rules(path, self._rules.applied(settings)), surroundings_of(path)
        base, _ = base_or_reason(self._since, path, settings)  # the check says what is missing
        given = partial(fix, surroundings=file_tree, base=base, named=self._checker.named)
        fixed = update_file(path, lambda source: given(source, chosen, settings, unsafe=self._unsafe))
        write_drawn(fixed.pictures, fixed.removed)
        self._totals.add(fixed, path)
        if fixed.changes:
            self._checker.named.known.clear()  # a fact may be counted in what was written
        if self._only:
            return
        # What was refused now would be refused again: no command is proposed for it.
        self.add(self._checker.check(fixed.source, path, settings), is_fixable=not fixed.skipped)

    def finish(self) -> int:
        """Say what was done in several documents, and what is left in all; return the exit code."""
        self._totals.write("fixed")
        return super().finish()


class IgnoreRun(CheckRun):
    """Writes ignore comments for results, says what it did, and checks what is left."""

    def __init__(self, chosen: CheckOptions, report: CheckReport, fail_on: FailOn | None, preview: Preview) -> None:
        """Start a run as `CheckRun` does, with the rules that are chosen; `preview` may show it instead of writing."""
        super().__init__(report, fail_on, chosen.arguments)
        self._chosen = chosen
        self._level = fail_on
        self._preview = preview
        self._checker = FileChecker(chosen)

    def ignore(self, path: str, settings: Settings) -> int:
        """Write comments for the results that fail one document, and write the results that are left."""
        level = self._level or settings.fail_on
        kept = wrong_input_rules()
        base, _ = base_or_reason(self._chosen.since, path, settings)

        def change(source: Source) -> Outcome:
            return add_ignores(
                source,
                lambda result: level.fails(result.level) and result.rule not in kept,
                rules_for(path, self._chosen.rules.applied(settings)),
                settings,
                surroundings=surroundings_of(file_of(path)),
                base=base,
                named=self._checker.named,
            )

        code = change_document(path, change, self._lines, self._preview)
        if self._preview.writes:
            self.add(self._checker.check(read_path(path), path, settings))
        return code

    @staticmethod
    def _lines(outcome: Outcome, path: str) -> list[str]:
        lines = [change_text(path, one, view()) for one in outcome.changes]
        lines += [skipped_text(outcome.source, path, one) for one in outcome.skipped]
        return lines or [f"{path}: nothing to ignore"]


class FixDiffRun:
    """Shows what fixes would change, and writes nothing."""

    def __init__(self, chosen: CheckOptions, *, unsafe: bool, show_diff: bool = True) -> None:
        """Fix results of the rules that are chosen; `unsafe` makes unsafe fixes, too."""
        self._chosen = chosen
        self._named = named_facts(allow_commands=chosen.commands)
        self._show_diff = show_diff
        self._unsafe = unsafe
        self._totals = _FixTotals()
        self._is_wrong_input = False

    def show(self, source: Source, path: str, settings: Settings) -> None:
        """Show the changes of one document, and say what makes it wrong input."""
        settings = self._chosen.rules.applied(settings)
        chosen = rules_for(path, settings)
        file_tree = surroundings_of(file_of(path))
        base, missing = base_or_reason(self._chosen.since, path, settings)
        if missing:
            write_warning(missing)
        fixed = fix(
            source,
            fixable_rules(path, settings),
            settings,
            unsafe=self._unsafe,
            surroundings=file_tree,
            base=base,
            named=self._named,
        )
        if self._show_diff:
            write_diff(source, fixed.source, path)
        else:
            write_text("".join(f"{result_line(source, path, one)} (would be fixed)\n" for one in fixed.results))
        self._totals.add(fixed, path, quiet=True)
        wrong = sorted(wrong_input_rules() if chosen is None else wrong_input_rules().intersection(chosen))
        if not wrong:
            return
        readme = parse(source, settings=settings)
        for one in rules.check(readme, wrong, Facts(readme, file_tree, named=self._named)):
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
