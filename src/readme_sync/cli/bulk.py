"""What the commands that do operations to many documents share: plan all, then write all, and say what was done."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Concatenate, NamedTuple, ParamSpec

import click

from readme_sync.bulk.formats import FORMATS
from readme_sync.bulk.plan import Listed, Plan, Planned, plan, read_operations, targets_of
from readme_sync.cli.documents import STDIN, Configured, chosen_paths, read_path, shown_path
from readme_sync.cli.options import (
    config_options,
    diff_option,
    dry_run_option,
    exclude_option,
    no_sync_option,
    output_format,
    paths_argument,
)
from readme_sync.cli.output import (
    OPTIONS,
    RESULTS,
    WRONG_INPUT,
    view,
    write_done,
    write_drawn,
    write_error,
    write_json,
    write_note,
    write_text,
)
from readme_sync.cli.run import write_diff
from readme_sync.disk.pictures import write_pictures
from readme_sync.errors import InputError, ReadmeSyncError, WriteError
from readme_sync.model import Outcome
from readme_sync.reports.change_json import changed_document
from readme_sync.reports.edit_text import change_text
from readme_sync.reports.json_lines import json_line
from readme_sync.reports.words import counted
from readme_sync.store.write_batch import Journal, Rewrite, digest, refusals, write_all

P = ParamSpec("P")

_FEW = 20


@contextmanager
def progress_bar(length: int, label: str) -> Iterator[Callable[[], None]]:
    """Return what to call after each step of `length`; a bar is shown to people only, for many steps."""
    if length < _FEW or not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield lambda: bar.update(1)


class Bulk(NamedTuple):
    """One run over many documents, and what is to be done with the result."""

    configured: Configured
    show_diff: bool
    dry_run: bool
    keep_going: bool
    no_sync: bool = False
    outside: bool = False
    output_format: str = "text"

    def run(
        self, path: str, paths: Sequence[str], form: str | None, default: str | None = None, *, existing: bool = False
    ) -> int:
        """Do the operations in the file at `path` to documents, and return the exit code.

        `existing`: a row that is not there is an error.
        """
        if STDIN in paths:
            raise InputError("- can only be the operations; documents are files here", hint="name files")
        text, shown = read_path(path).text, shown_path(path)
        reading = read_operations(text, shown, form, default)
        if reading.problems:
            return _refused(reading.problems)
        if existing:
            reading = reading.for_existing_rows()
        usual = [*paths]
        if paths or any(listed.file is None for listed in reading.operations):
            usual = chosen_paths(paths, self.configured)
        targets = targets_of(reading.operations, usual, shown, outside=self.outside)
        journal = Journal([text, default or "", *usual])
        left = _left(targets.documents, journal)
        made = self._plan(left, shown, targets.problems)
        if made.problems and not self.keep_going:
            return _refused(made.problems)
        for problem in made.problems:
            write_error(str(problem))
        planned = [one for one in made.documents if not one.failed]
        if self.show_diff or self.dry_run:
            code, done = self._shown(planned), planned
        else:
            code, done = self._written(planned, journal)
        said = self._sum(done, len(made.documents), len(targets.documents) - len(left))
        self._line(said)
        return max(code, WRONG_INPUT if made.problems else 0)

    def _plan(self, documents: dict[str, list[Listed]], shown: str, problems: list[ReadmeSyncError]) -> Plan:
        with progress_bar(len(documents), "planning") as step:
            made = plan(documents, shown, read_path, self.configured.of, step, sync=not self.no_sync)
        made.problems[:0] = problems
        return made

    def _shown(self, documents: Sequence[Planned]) -> int:
        """Say or show what would change, and return the exit code."""
        for one in documents:
            if self.show_diff and self.output_format == "text":
                write_diff(one.before, one.after, one.path)
            self._say(one)
        return RESULTS if any(one.changed for one in documents) else 0

    def _written(self, documents: Sequence[Planned], journal: Journal) -> tuple[int, list[Planned]]:
        """Write what changes, and say what was done; return the exit code, and the documents that are right now."""
        rewrites = [Rewrite(one.path, one.before, one.after) for one in documents if one.changed]
        refused = refusals(rewrites)
        if refused and not self.keep_going:
            return _refused(refused), [one for one in documents if not one.changed]
        refused += _without_pictures([one for one in rewrites if one.path not in {error.path for error in refused}])
        for error in refused:
            write_error(str(error))
        unfit = {error.path for error in refused}
        rewrites = [one for one in rewrites if one.path not in unfit]
        with progress_bar(len(rewrites), "writing") as step:
            written = write_all(rewrites, journal, step)
        paths = set(written.paths)
        done = [one for one in documents if not one.changed or one.path in paths]
        for one in done:
            self._say(one)
        if written.error is not None:
            write_error(str(written.error))
            what = f"{len(paths)} of {len(rewrites)} documents were written" if paths else "nothing was written"
            left = len(rewrites) - len(paths)
            write_error(f"{what}, {left} are as they were; run the same command again to complete it")
        return WRONG_INPUT if refused or written.error else 0, done

    def _sum(self, done: Sequence[Planned], planned: int, before: int) -> str:
        """Return the totals, on one line; `before`: how many documents an interrupted run had written."""
        changed = sum(one.changed for one in done)
        verb = "would change" if self.show_diff or self.dry_run else "changed"
        operations = [change for one in done for _, change in one.done]
        parts = [f"{counted(changed, 'document')} {verb}"]
        if unchanged := len(done) - changed:
            parts.append(f"{counted(unchanged, 'document')} already right")
        if before:
            parts.append(f"{before} written by the interrupted run")
        if skipped := planned - len(done):
            parts.append(f"{skipped} skipped")
        same = sum(not change.changed for change in operations)
        what = f"{counted(len(operations), 'operation')}{f', {same} without a change' if same else ''}"
        return f"{what}: {', '.join(parts)}"

    def _say(self, planned: Planned) -> None:
        """Say what was done to a document, or would be; what is unchanged with `--verbose` only."""
        changes = (*(one for _, one in planned.done), *planned.followed)
        if self.output_format == "json":
            after = planned.after if planned.changed else planned.before
            outcome = Outcome(planned.before, after, changes)
            written = not (self.show_diff or self.dry_run)
            write_json(json_line(changed_document(planned.path, outcome, written=written, show_diff=self.show_diff)))
            return
        seen = view(sys.stderr if self.show_diff else sys.stdout)
        for change in changes:
            if change.changed or OPTIONS.verbose or change in planned.followed:
                self._line(change_text(planned.path, change, seen))

    def _line(self, line: str) -> None:
        """Write a line where no data goes."""
        if self.show_diff or self.output_format == "json":
            write_note(line)
        elif self.dry_run:
            write_text(f"{line}\n")
        else:
            write_done(f"{line}\n")


def bulk_options(command: Callable[Concatenate[Bulk, P], int]) -> Callable[P, int]:
    """Give a command PATHS and the options of bulk edits, and the `Bulk` that they make as its first argument."""

    @config_options
    def bulk(configured: Configured, /, *args: P.args, **kwargs: P.kwargs) -> int:
        options: dict[str, Any] = {name: kwargs.pop(name) for name in Bulk._fields[1:]}
        return command(Bulk(configured, **options), *args, **kwargs)

    bulk.__doc__ = command.__doc__
    going = "Write the documents in which all goes well, though others cannot be done."
    going_option = click.option("--keep-going", is_flag=True, help=going)
    outside = click.option(
        "--outside", is_flag=True, help="Let operations name documents outside the repository; PATHS always may."
    )
    form = click.option(
        "--input-format",
        "form",
        type=click.Choice(FORMATS),
        metavar="FORMAT",
        help=f"How it is written: {', '.join(FORMATS)}; by default as its name says.",
    )
    made = exclude_option(outside(bulk))
    for option in (output_format(), no_sync_option, going_option, dry_run_option, diff_option, form, paths_argument):
        made = option(made)
    return made


def _without_pictures(rewrites: Sequence[Rewrite]) -> list[ReadmeSyncError]:
    """Write the pictures of documents before them, and return why those of some could not be written."""
    refused: list[ReadmeSyncError] = []
    for one in rewrites:
        try:
            write_drawn(write_pictures(one.path, one.before, one.after))
        except ReadmeSyncError as error:
            refused.append(WriteError(error.message, path=one.path, hint=error.hint))
    return refused


def _left(documents: dict[str, list[Listed]], journal: Journal) -> dict[str, list[Listed]]:
    """Return the documents that an interrupted run of the same job has not written."""
    noted = journal.written()
    if not noted:
        return documents
    left = {}
    for path, operations in documents.items():
        expected = noted.get(os.path.realpath(path))
        try:
            is_done = expected is not None and digest(read_path(path)) == expected
        except ReadmeSyncError:
            is_done = False
        if not is_done:
            left[path] = operations
    return left


def _refused(problems: Sequence[ReadmeSyncError]) -> int:
    for problem in problems:
        write_error(str(problem))
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    write_error(f"{count}; nothing was written")
    return WRONG_INPUT
