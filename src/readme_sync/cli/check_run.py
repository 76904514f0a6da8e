"""One run of the rules over several documents.

`run` reads the options that pre-commit passes without click, which takes as long to load as a check of one README; all
others, mistakes and wild cards are left to click.
"""

import os
from collections.abc import Generator, Sequence

from readme_sync import rules
from readme_sync.cli.check_options import RuleChoice, known_rules, report_named, write_report
from readme_sync.cli.documents import Configured, chosen_paths, file_of
from readme_sync.cli.file_checker import CheckedFile, CheckOptions, check_files
from readme_sync.cli.output import RESULTS, WRONG_INPUT, ProgressLine, write_detail, write_failure, write_warning
from readme_sync.model import FailOn, Result
from readme_sync.reports.checked import PLUGINS, CheckReport, Counts, checked_text


class CheckRun:
    """Writes the results of documents to a report, and counts them."""

    def __init__(self, report: CheckReport, fail_on: FailOn | None = None, options: tuple[str, ...] = ()) -> None:
        """Start a run.

        Args:
            report: what writes the results.
            fail_on: the lowest severity that fails; None for what the configuration says.
            options: are repeated in the commands that the report proposes.
        """
        self._report = report
        self._fail_on = fail_on
        self._counts = Counts(options)
        self._is_wrong_input = False

    def add(self, checked_file: CheckedFile, *, is_fixable: bool | None = None) -> None:
        """Write the results of a document; by default every file can be fixed, and standard input cannot."""
        checked = checked_file.checked
        if is_fixable is None:
            is_fixable = file_of(checked.path) is not None
        self._is_wrong_input = self._is_wrong_input or _is_wrong_input(checked.results)
        level = self._fail_on or checked_file.fail_on
        self._counts.add(
            checked.path,
            checked.items,
            checked.results,
            fail_on=level,
            is_fixable=is_fixable,
            numbers=checked.numbers,
            unbound=checked.unbound,
            not_asked=checked.not_asked,
        )
        write_report(self._report, self._report.add(checked))

    def finish(self) -> int:
        """Write the summary and return the exit code."""
        write_report(self._report, self._report.end(self._counts))
        return WRONG_INPUT if self._is_wrong_input else RESULTS if self._counts.failed else 0


def check_all(run: CheckRun, options: CheckOptions, documents: Sequence[str], jobs: int | None = None) -> int:
    """Check documents and return the exit code; `jobs` is the number of processes, None for as many as pay."""
    worst, written = 0, set()
    found = check_files(options, documents, jobs)
    with ProgressLine(len(documents), "checking") as progress:
        try:
            for one in found:
                if isinstance(one, CheckedFile):
                    run.add(one)
                    write_detail(checked_text(one.checked, one.origin))
                    if one.missing and one.missing not in written:
                        write_warning(one.missing)
                        written.add(one.missing)
                elif not (one.about_all and one.text in written):
                    worst = max(worst, write_failure(one))
                    written.add(one.text)
                progress.step()
        finally:
            if isinstance(found, Generator):
                found.close()  # ends its processes now, not at some later collection
    return max(worst, run.finish())


def _is_wrong_input(results: Sequence[Result]) -> bool:
    """Return whether a result makes the document wrong input."""
    found = rules.names().keys() & {result.rule for result in results}
    return any(rules.named(rule_id).broken for rule_id in found)


def wrong_input_rules() -> set[str]:
    """Return the ids of the rules whose results make a document wrong input."""
    return {rule.id for rule in known_rules() if rule.broken}


ALLOW_COMMANDS = "READMESYNC_ALLOW_COMMANDS"
"""The variable that does the same as `--allow-commands`."""
_WITH_VALUE = ("--select", "--ignore", "--output-format", "--config", "--since")


def run(arguments: Sequence[str]) -> int | None:
    """Check the documents behind the word `check`, and return the exit code; None if click must read the arguments."""
    if os.environ.get(ALLOW_COMMANDS):
        return None
    paths: list[str] = []
    values: dict[str, list[str]] = {name: [] for name in (*_WITH_VALUE, "--no-config")}
    rest = iter(arguments[1:])
    for one in rest:
        name, equals, value = one.partition("=")
        if one[:1] != "-" and not set(one) & set("*?["):
            paths.append(one)
        elif name in _WITH_VALUE and (value := value if equals else next(rest, "-"))[:1] not in ("", "-"):
            values[name].append(value)
        elif one == "--no-config":
            values[one].append(one)
        else:
            return None
    select, ignore, formats, configs, since, off = values.values()
    output_format = formats[-1] if formats else "text"
    if output_format not in PLUGINS.names() or (configs and off):
        return None
    choice = RuleChoice(tuple(select), tuple(ignore))
    config = configs[-1] if configs else None
    options = CheckOptions(choice, config, bool(off), since[-1] if since else None)
    documents = chosen_paths(paths, Configured(config, off=bool(off)))
    return check_all(CheckRun(report_named(output_format), options=options.arguments), options, documents)
