"""One run of the rules over several documents."""

from collections.abc import Generator, Sequence

from readme_sync.cli.configuration import Configured
from readme_sync.cli.failures import RESULTS, WRONG_INPUT
from readme_sync.cli.file_checker import CheckedFile, CheckOptions, check_files
from readme_sync.cli.paths import chosen as all_of
from readme_sync.cli.paths import file_of
from readme_sync.cli.progress import Ticker
from readme_sync.cli.report_choice import write
from readme_sync.model import FailOn, Result
from readme_sync.reports.checked import CheckReport
from readme_sync.reports.counts import Counts


class Checking:
    """Adds up what is found in documents, and says at the end what they come to."""

    def __init__(self, report: CheckReport, fail_on: FailOn | None = None, options: tuple[str, ...] = ()) -> None:
        """Writes to a report; `options` are repeated in commands that mend."""
        self._report = report
        self._fail_on = fail_on
        self._counts = Counts(options)
        self._broken = False

    def add(self, judged: CheckedFile, *, is_file: bool | None = None) -> None:
        """Writes the results of a document; what is no file cannot be mended."""
        checked = judged.checked
        can_mend = file_of(checked.path) is not None if is_file is None else is_file
        self._broken = self._broken or _is_broken(checked.results)
        level = self._fail_on or judged.fail_on
        self._counts.add(checked.path, checked.items, checked.results, fail_on=level, is_file=can_mend)
        write(self._report, self._report.add(checked))

    def finish(self) -> int:
        """Writes what all comes to; the exit code."""
        write(self._report, self._report.end(self._counts))
        return WRONG_INPUT if self._broken else RESULTS if self._counts.failed else 0


def check_all(run: Checking, chosen: CheckOptions, paths: Sequence[str], jobs: int | None = None) -> int:
    """Checks documents, by as many processes as pay where `jobs` does not say; the exit code.

    Raises:
        InputError: no path is given, and the folder has no README.
        ConfigError: no path is given, and something in the configuration of this folder is wrong.
    """
    documents = all_of(paths, Configured(chosen.config, off=chosen.no_config))
    worst, said, ticker = 0, set(), Ticker(len(documents), "checking")
    found = check_files(chosen, documents, jobs)
    try:
        for one in found:
            ticker.hide()
            if isinstance(one, CheckedFile):
                run.add(one)
            elif not (one.about_all and one.text in said):
                from readme_sync.cli.failures import say  # noqa: PLC0415  nearly every document can be read

                worst = max(worst, say(one))
                said.add(one.text)
            ticker.step()
    finally:
        ticker.hide()
        if isinstance(found, Generator):
            found.close()  # now, not when somebody cleans up: it has processes to end
    return max(worst, run.finish())


def _is_broken(results: Sequence[Result]) -> bool:
    """Whether there is a result that makes the document wrong input."""
    return bool(results) and not breaking().isdisjoint(result.rule for result in results)


def breaking() -> set[str]:
    """The rules whose results make a document wrong input."""
    from readme_sync.cli.rule_selection import known_rules  # noqa: PLC0415

    return {rule.id for rule in known_rules() if rule.broken}
