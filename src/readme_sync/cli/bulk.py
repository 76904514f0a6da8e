"""What the commands that do operations to many documents share: plan all, then write all, and say what was done."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Concatenate, NamedTuple, ParamSpec

import click

from readme_sync.bulk.formats import FORMATS
from readme_sync.bulk.plan import Listed, Plan, Planned, plan, read_operations, targets_of
from readme_sync.cli.documents import STDIN, Configured, chosen_paths, read_path, shown_path
from readme_sync.cli.options import config_options, no_sync_option, paths_argument
from readme_sync.cli.output import RESULTS, WRONG_INPUT, view, write_drawn, write_error, write_note, write_text
from readme_sync.cli.run import write_diff
from readme_sync.disk.pictures import write_pictures
from readme_sync.errors import InputError, ReadmeSyncError, WriteError
from readme_sync.reports.edit_text import change_text
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
        if any(listed.file is None for listed in reading.operations):
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
        (write_note if self.show_diff else _write_line)(said)
        return max(code, WRONG_INPUT if made.problems else 0)

    def _plan(self, documents: dict[str, list[Listed]], shown: str, problems: list[ReadmeSyncError]) -> Plan:
        with progress_bar(len(documents), "planning") as step:
            made = plan(documents, shown, read_path, self.configured.of, step, sync=not self.no_sync)
        made.problems[:0] = problems
        return made

    def _shown(self, documents: Sequence[Planned]) -> int:
        """Say or show what would change, and return the exit code."""
        for one in documents:
            if self.show_diff:
                write_diff(one.before, one.after, one.path)
            _say(one, write_note if self.show_diff else _write_line)
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
            _say(one, _write_line)
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
        parts = [f"{counted(changed, 'document')} {verb}", f"{len(done) - changed} already right"]
        if before:
            parts.append(f"{before} written by the interrupted run")
        if skipped := planned - len(done):
            parts.append(f"{skipped} skipped")
        return f"{counted(sum(len(one.done) for one in done), 'operation')}: {', '.join(parts)}"


def bulk_options(command: Callable[Concatenate[Bulk, P], int]) -> Callable[P, int]:
    """Give a command PATHS and the options of bulk edits, and the `Bulk` that they make as its first argument."""

    @config_options
    def bulk(configured: Configured, /, *args: P.args, **kwargs: P.kwargs) -> int:
        flags = (bool(kwargs.pop(name)) for name in ("show_diff", "dry_run", "keep_going", "no_sync", "outside"))
        return command(Bulk(configured, *flags), *args, **kwargs)

    bulk.__doc__ = command.__doc__
    going = "Write the documents in which all goes well, though others cannot be done."
    going_option = click.option("--keep-going", is_flag=True, help=going)
    outside = click.option(
        "--outside", is_flag=True, help="Let operations name documents outside the repository; PATHS always may."
    )
    dry = click.option("--dry-run", is_flag=True, help="Say what would change; write nothing.")
    diff = click.option("--diff", "show_diff", is_flag=True, help="Show what would change; write nothing.")
    form = click.option(
        "--input-format", "form", type=click.Choice(FORMATS), help="How it is written; by default as its name says."
    )
    return paths_argument(form(diff(dry(going_option(no_sync_option(outside(bulk)))))))


def _without_pictures(rewrites: Sequence[Rewrite]) -> list[ReadmeSyncError]:
    """Write the pictures of documents before them, and return why those of some could not be written."""
    refused: list[ReadmeSyncError] = []
    for one in rewrites:
        try:
            write_drawn(write_pictures(one.path, one.after))
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


def _say(planned: Planned, write: Callable[[str], None]) -> None:
    seen = view(sys.stderr if write is write_note else sys.stdout)
    for done in (*(one for _, one in planned.done), *planned.followed):
        write(change_text(planned.path, done, seen))


def _write_line(line: str) -> None:
    write_text(f"{line}\n")
