"""Close, reopen and make issues as the rows of a document say."""

import os
from collections.abc import Mapping

import click

from readme_sync.cli.documents import Configured, read_path, shown_path, single_path
from readme_sync.cli.options import config_options, dry_run_option
from readme_sync.cli.output import RESULTS, ProgressLine, view, write_done, write_error, write_text
from readme_sync.disk.update_file import update_file
from readme_sync.editing.follow_issues import follow_issues
from readme_sync.editing.push_issues import Act, Step, counted, plan, with_numbers
from readme_sync.errors import RemoteError, RequestError
from readme_sync.model import HostedRepository, Level, Outcome, Settings
from readme_sync.reader import parse
from readme_sync.reports.edit_text import change_text, skipped_line
from readme_sync.reports.safe import printable
from readme_sync.rules.rs507_conflict_markers import conflicts
from readme_sync.store.github_access import connection_for
from readme_sync.store.github_issues import GitHubIssues
from readme_sync.store.listed_files import root_of
from readme_sync.store.push_to_github import IssueWriter, refuse_untrusted
from readme_sync.text import Source


@click.command("push")
@click.argument("path", required=False)
@click.option(
    "--most", metavar="N", type=click.IntRange(1, 500), default=20, help="Do nothing where more would change; 20."
)
@dry_run_option
@config_options
def command(configured: Configured, path: str | None, most: int, dry_run: bool) -> int:
    """Close, reopen and make issues on GitHub as the rows of a document say.

    PATH is a Markdown file. Default: the one in paths of the configuration, otherwise README.md in the current
    directory.

    Only rows that follow issues, of [[issues]] with push = true: a row that was set to done since the last sync closes
    its issue, one that was set to open opens it again, and with new = true a row without an issue gets one. The whole
    plan is printed first. In a workflow it runs on the default branch only. Nothing is ever deleted. A row for which
    nothing can be done is named, and gives exit code 1, as does --dry-run where something would change.

    Examples:
        readme-sync push --dry-run
        readme-sync push docs/roadmap.md --most 50
    """
    path = path or single_path(configured)
    source, settings = read_path(path), configured.of(path)
    if not any(one.push for one in settings.issues):
        hint = "write push = true in [[issues]] of the configuration"
        raise RequestError("no rows of this document may change issues", path=shown_path(path), hint=hint)
    with ProgressLine(0, "requests to GitHub:") as progress:
        return _Push(path, settings, progress).run(source, most, dry_run=dry_run)


class _Push:
    """One run for one document."""

    def __init__(self, path: str, settings: Settings, progress: ProgressLine) -> None:
        self._path, self._settings = path, settings
        self._top = root_of(os.path.realpath(os.path.dirname(path) or ".")) or os.path.dirname(os.path.abspath(path))
        self._issues = GitHubIssues(lambda: connection_for(self._top), progress.step)
        self._writer = IssueWriter(self._issues)
        self._numbers: dict[str, int] = {}

    def run(self, source: Source, most: int, *, dry_run: bool) -> int:
        repository = self._issues.repository()
        refuse_untrusted(repository.branch)
        shown = shown_path(self._path)
        steps, notes = self._plan(source, repository)
        for note in notes:
            write_text(note + "\n")
        if not steps:
            write_done(f"{printable(shown)}: no issue to change\n")
            return RESULTS if notes else 0
        for step in steps:
            write_text(printable(f"{shown}:{source.line_of(step.row.item.span.start)} {step.shown}") + "\n")
        if len(steps) > most:
            hint = f"nothing was done; --most {len(steps)} allows it"
            raise RequestError(f"{len(steps)} issues would change ({counted(steps)})", path=shown, hint=hint)
        if dry_run:
            write_text(f"{printable(shown)}: {counted(steps)} (nothing was done)\n")
            return RESULTS
        failed = self._do(steps, shown)
        self._note(repository)
        write_done(f"{printable(shown)}: {len(steps) - failed} of {len(steps)} done\n")
        return RESULTS if failed or notes else 0

    def _plan(self, source: Source, repository: HostedRepository) -> tuple[list[Step], list[str]]:
        readme = parse(source, settings=self._settings)
        if half := next(conflicts(readme.document), None):
            line = source.line_of(half.start)
            raise RequestError(
                "a merge was not finished", path=shown_path(self._path), line=line, hint="resolve it first"
            )
        followed = follow_issues(readme, self._issues)
        if followed.refused:
            line = source.line_of(followed.refused[0].span.start)
            raise RemoteError(followed.refused[0].message, path=shown_path(self._path), line=line)
        inside = os.path.relpath(os.path.realpath(self._path), self._top).replace(os.sep, "/")
        steps, notes = plan(readme, followed, repository.name, inside)
        shown = shown_path(self._path)
        left = [one for one in followed.left if one.result and one.result.level is Level.WARNING]
        lines = [skipped_line(source, shown, one) for one in left]
        return steps, [*lines, *(printable(f"{shown}: {note}") for note in notes)]

    def _do(self, steps: list[Step], shown: str) -> int:
        """Do all steps; return how many failed. What is refused once is refused to the others, too."""
        new = {step.key: step for step in steps if step.act is Act.CREATE}
        known = self._issues.keyed(new) if new else {}
        made, before = dict[str, int](), self._issues.newest
        failed = 0
        for index, step in enumerate(steps):
            try:
                if reason := self._done(step, known, made):
                    failed += 1
                    write_error(printable(f"{shown}: #{step.number} was left: {reason}"))
            except RemoteError as error:
                left = len(steps) - index
                write_error(printable(f"{shown}: {error.message}; {error.hint}; {left} of {len(steps)} were not done"))
                failed += left
                break
        failed += self._settle(made, before, shown) if made else 0
        numbers = known | made
        self._numbers = {step.label: numbers[key] for key, step in new.items() if key in numbers}
        return failed

    def _done(self, step: Step, known: Mapping[str, int], made: dict[str, int]) -> str:
        if step.act is Act.CLOSE:
            return self._writer.close(step.number)
        if step.act is Act.REOPEN:
            return self._writer.reopen(step.number)
        if step.key not in known:
            made[step.key] = self._writer.create(step.label, "Made by readme-sync for a row of a document.", step.key)
        return ""

    def _settle(self, made: dict[str, int], before: int, shown: str) -> int:
        """Take the issue of another run where that made one for the same row first; return how many of ours stay."""
        left = 0
        try:
            for key, (other, reason) in self._writer.settle(made, before).items():
                ours, made[key] = made[key], other
                became = f"is still open: {reason}" if reason else "was closed again"
                left += bool(reason)
                line = f"{shown}: another run made #{other} for the same row; ours, #{ours}, {became}"
                write_error(printable(line))
        except RemoteError as error:
            message = f"whether another run made the same issues is not known: {error.message}"
            write_error(printable(f"{shown}: {message}"))
        return left

    def _note(self, repository: HostedRepository) -> None:
        """Write the numbers of new issues, and what was seen, into the document."""
        links = {
            label: (f"#{number}", f"{repository.address}/issues/{number}") for label, number in self._numbers.items()
        }

        def noted(source: Source) -> Outcome:
            readme = parse(source, settings=self._settings)
            after, left = with_numbers(readme, links)
            for label in left:
                write_error(printable(f"{shown_path(self._path)}: {links[label][0]} has no row any more: {label}"))
            followed = follow_issues(parse(after, settings=self._settings), self._issues)
            return Outcome(source, followed.source, followed.changes)

        for change in update_file(self._path, noted).changes:
            write_done(change_text(shown_path(self._path), change, view()) + "\n")
