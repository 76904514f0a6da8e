"""One run of the rules over several documents."""

from collections.abc import Sequence

from readme_sync import api
from readme_sync.cli.configuring import Configured
from readme_sync.cli.diffs import write_diff
from readme_sync.cli.failing import WRONG_INPUT
from readme_sync.cli.output import write_error, write_note
from readme_sync.cli.paths import file_of, places
from readme_sync.cli.reporting import write
from readme_sync.cli.run import RESULTS, over
from readme_sync.cli.selecting import Selection
from readme_sync.model import FailOn, Result, Settings
from readme_sync.reports.checked import Checked, CheckReport
from readme_sync.reports.counts import Counts
from readme_sync.reports.mended import changed_text, skipped_text, sum_text
from readme_sync.reports.synced import result_line
from readme_sync.text import Source


class Checking:
    """Checks documents one after the other, and says at the end what they come to."""

    def __init__(
        self, select: Selection, report: CheckReport, fail_on: FailOn | None = None, options: tuple[str, ...] = ()
    ) -> None:
        """Runs the rules that `select` names for a document; `options` are repeated in commands that mend."""
        self._select = select
        self._report = report
        self._fail_on = fail_on
        self._counts = Counts(options)
        self._broken = False
        self._neighbours = api.Neighbours()
        self._place = places()

    def check(self, source: Source, path: str, settings: Settings) -> None:
        """Checks a document and writes its results."""
        self._check(source, path, settings, is_file=file_of(path) is not None)

    def finish(self) -> int:
        """Writes what all comes to; the exit code."""
        write(self._report, self._report.end(self._counts))
        return WRONG_INPUT if self._broken else RESULTS if self._counts.failed else 0

    def _check(self, source: Source, path: str, settings: Settings, *, is_file: bool) -> None:
        readme = api.parse(source, settings=settings)
        results = api.check(readme, self._select(settings, path), surroundings=self._neighbours.of(file_of(path)))
        self._broken = self._broken or _is_broken(results)
        results.sort(key=lambda result: (result.span, result.rule))
        items = sum(len(tracker.items) for tracker in readme.trackers)
        self._counts.add(path, items, results, fail_on=self._fail_on or settings.fail_on, is_file=is_file)
        write(self._report, self._report.add(Checked(source, path, self._place(path), items, results)))


class Mending(Checking):
    """Mends what can be mended in files, says what it did, and checks what is left."""

    def __init__(
        self,
        select: Selection,
        report: CheckReport,
        fail_on: FailOn | None = None,
        options: tuple[str, ...] = (),
        *,
        unsafe: bool,
    ) -> None:
        """As `Checking`; `unsafe` fixes are made only if asked for."""
        super().__init__(select, report, fail_on, options)
        self._unsafe = unsafe
        self._sum = _Sum()

    def check(self, source: Source, path: str, settings: Settings) -> None:  # noqa: ARG002  read again under the lock
        """Mends a file, says what was done, and writes the results that are left."""
        fixed = api.fix_file(path, self._select(settings, path), settings, unsafe=self._unsafe)
        self._sum.add(fixed, path)
        # What was refused now would be refused again: no command is proposed for it.
        self._check(fixed.source, path, settings, is_file=not fixed.skipped)

    def finish(self) -> int:
        """Says what was done in several documents, and what is left in all; the exit code."""
        self._sum.say("mended")
        return super().finish()


def check_all(run: Checking, paths: Sequence[str], configured: Configured) -> int:
    """Checks documents one after the other; the exit code."""
    return max(over(paths, run.check, configured), run.finish())


class Diffing:
    """Shows what mending would change, and writes nothing."""

    def __init__(self, select: Selection, *, unsafe: bool) -> None:
        """Mends results of the rules that `select` names for a document; `unsafe` fixes only if asked for."""
        self._select = select
        self._unsafe = unsafe
        self._sum = _Sum()
        self._broken = False

    def show(self, source: Source, path: str, settings: Settings) -> None:
        """Shows the changes of one document, and says what makes it wrong input."""
        rules = self._select(settings, path)
        around = api.surroundings_of(file_of(path))
        fixed = api.fix(source, rules, settings, unsafe=self._unsafe, surroundings=around)
        write_diff(source, fixed.source, path)
        self._sum.add(fixed, path, quiet=True)
        broken = sorted(_breaking() if rules is None else _breaking().intersection(rules))
        for one in api.check(api.parse(source, settings=settings), broken, surroundings=around) if broken else ():
            write_error(result_line(source, path, one))
            self._broken = True

    def finish(self) -> int:
        """Says what all comes to; the exit code."""
        self._sum.say("would be mended", always=True)
        return WRONG_INPUT if self._broken else RESULTS if self._sum.mended else 0


class _Sum:
    """What fixes came to, in all documents so far."""

    def __init__(self) -> None:
        self.mended = 0
        self._skipped = 0
        self._changed = 0
        self._documents = 0

    def add(self, fixed: api.Fixed, path: str, *, quiet: bool = False) -> None:
        """Adds a document and says what was done in it."""
        if not quiet:
            write_note(changed_text(path, fixed.results))
        for one in fixed.skipped:
            write_note(skipped_text(fixed.source, path, one.result, one.reason))
        self.mended += fixed.mended
        self._skipped += len(fixed.skipped)
        self._changed += bool(fixed.mended)
        self._documents += 1

    def say(self, verb: str, *, always: bool = False) -> None:
        """Says what all documents come to; one alone has been said already, unless `always`."""
        if always or self._documents > 1:
            write_note(sum_text(verb, self.mended, self._changed, self._documents, self._skipped))


def _is_broken(results: Sequence[Result]) -> bool:
    """Whether there is a result that makes the document wrong input."""
    return bool(results) and not _breaking().isdisjoint(result.rule for result in results)


def _breaking() -> set[str]:
    """The rules whose results make a document wrong input."""
    from readme_sync.cli.selecting import known_rules  # noqa: PLC0415

    return {rule.id for rule in known_rules() if rule.broken}
