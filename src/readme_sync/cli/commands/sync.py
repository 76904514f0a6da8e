"""Update every number that is derived from something else."""

import os
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial

import click

from readme_sync.cli.documents import STDIN, Configured, chosen_paths, file_of, read_path, shown_path
from readme_sync.cli.edit_run import Preview, say_outcome
from readme_sync.cli.file_checker import named_facts
from readme_sync.cli.options import (
    commands_option,
    diff_option,
    dry_run_option,
    output_format,
    paths_options,
    renamed_option,
)
from readme_sync.cli.output import RESULTS, WRONG_INPUT, ProgressLine, view, write_error, write_json, write_note
from readme_sync.cli.run import over_paths
from readme_sync.disk import FileTreeCache
from readme_sync.disk.document_history import PastOnDisk
from readme_sync.disk.update_file import today, update_file
from readme_sync.editing.sync import RULES_OF_REGIONS, files_behind, sync
from readme_sync.errors import InputError, ReadmeSyncError
from readme_sync.model import Closed, GitHub, HostedRepository, IssueDetails, Level, Outcome, Settings
from readme_sync.reader import parse
from readme_sync.reports.change_json import changed_document
from readme_sync.reports.edit_text import change_text, document_line, result_line, skipped_line
from readme_sync.reports.json_lines import json_line
from readme_sync.reports.safe import quoted
from readme_sync.reports.words import counted
from readme_sync.store.git import changed_since
from readme_sync.store.github_access import connection_for
from readme_sync.store.github_issues import GitHubIssues
from readme_sync.store.listed_files import root_of
from readme_sync.text import Source
from readme_sync.text.glob import matches

# One run of `sync` over several documents.


class _Online:
    """GitHub as the documents of one run ask it: those of one repository share a connection, and its answers."""

    def __init__(self) -> None:
        self._known: dict[str, GitHub] = {}
        self.progress = ProgressLine(0, "requests to GitHub:")

    def of(self, path: str | None) -> GitHub:
        """Return what the document at a path asks; standard input asks as if it were in the current folder."""
        return _Later(self, os.path.dirname(os.path.abspath(path)) if path else os.getcwd())

    def opened(self, folder: str) -> GitHub:
        """Return what the documents in a folder ask."""
        top = root_of(os.path.realpath(folder)) or folder
        if top not in self._known:
            self._known[top] = GitHubIssues(lambda: connection_for(top), self.progress.step)
        return self._known[top]


class _Later:
    """A connection that is opened for the first question: most documents ask for nothing."""

    def __init__(self, online: _Online, folder: str) -> None:
        self._online, self._folder = online, folder

    @cached_property
    def _github(self) -> GitHub:
        return self._online.opened(self._folder)

    def milestone(self, name: str) -> Closed:
        return self._github.milestone(name)

    def issues(self, search: str) -> Closed:
        return self._github.issues(search)

    def found(self, search: str) -> Sequence[IssueDetails]:
        return self._github.found(search)

    def numbered(self, numbers: Iterable[int]) -> Mapping[int, IssueDetails | str]:
        return self._github.numbered(numbers)

    def release(self) -> str:
        return self._github.release()

    def tag(self) -> str:
        return self._github.tag()

    def repository(self) -> HostedRepository:
        return self._github.repository()


class SyncRun:
    """Updates documents one after the other, and says at the end how many changed."""

    def __init__(self, preview: Preview, *, offline: bool, commands: bool) -> None:
        """Start a run.

        Args:
            preview: what to show instead of writing documents.
            offline: whether GitHub is not asked.
            commands: whether the commands of facts may run.
        """
        self._preview = preview
        self._writes = preview.writes
        self._online = None if offline else _Online()
        self._named = named_facts(allow_commands=commands)
        self._today = today()
        self._file_trees = FileTreeCache()
        self._stale: list[str] = []
        self._documents = 0

    def sync(self, path: str, settings: Settings) -> int:
        """Update one document, or say what would change; return the exit code."""
        before = read_path(path)
        try:
            synced = self._synced(path, before, settings)
        finally:
            if self._online:
                self._online.progress.hide()
        self._documents += 1
        if not self._writes and path != STDIN:
            self._file_trees.put(path, synced.source.to_bytes())
        if synced.refused:
            for result in synced.refused:
                write_error(f"{result_line(before, shown_path(path), result)}; nothing was written")
            if self._preview.output_format == "json":
                write_json(json_line(changed_document(shown_path(path), synced, written=False)))
            return WRONG_INPUT
        if synced.changes:
            self._stale.append(path)
            self._named.known.clear()  # a fact may be counted in what was written
        say_outcome(path, synced, self._lines, self._preview)
        is_left = any(one.result and one.result.level is not Level.NOTE for one in synced.skipped)
        return RESULTS if is_left or (synced.changes and not self._writes) else 0

    def finish(self) -> None:
        """Say how many of several documents changed, and the command that updates them."""
        if self._documents > 1:
            verb = "updated" if self._writes else "would be updated"
            write_note(f"{len(self._stale)} of {counted(self._documents, 'document')} {verb}")
        files = [path for path in self._stale if path != STDIN]
        if files and not self._writes:
            write_note(f"to update them: readme-sync sync {' '.join(map(quoted, files))}")

    def _synced(self, path: str, before: Source, settings: Settings) -> Outcome:
        github = self._online.of(file_of(path)) if self._online else None
        file_tree = self._file_trees.of(file_of(path))
        past = PastOnDisk(path, settings) if path != STDIN else None

        def synced(source: Source) -> Outcome:
            given = partial(sync, today=self._today, named=self._named, past=past)
            return given(source, settings, surroundings=file_tree, github=github)

        outcome = update_file(path, synced) if self._writes and path != STDIN else synced(before)
        if past and past.missing:
            write_note(f"{shown_path(path)}: regions of history stay as they are: {past.missing}")
        return outcome

    def _lines(self, synced: Outcome, shown: str) -> list[str]:
        """Return what was done in one document."""
        rows = [one for one in synced.changes if one.result is None]
        lines = [change_text(shown, one, view()) for one in rows]
        lines += [result_line(synced.before, shown, result) for result in synced.results]
        lines += [skipped_line(synced.source, shown, one) for one in synced.skipped]
        regions = sum(result.rule in RULES_OF_REGIONS for result in synced.results)
        counts = (
            (len(rows), len(synced.results) - regions, regions),
            synced.right,
            len(synced.skipped),
            synced.in_doubt,
        )
        return [*lines, document_line(shown, *counts, written=self._writes)]


# Which documents have to be looked at since a revision.


def _affected(paths: Sequence[str], configured: Configured, revision: str) -> list[str]:
    """Return the documents that changed since a revision, or follow a file that did; all without such a revision.

    Raises:
        ConfigError: something in a configuration is wrong.
    """
    try:
        top, changed = changed_since(os.getcwd(), revision)
    except InputError as error:
        write_note(f"all documents are looked at: {error.message}")
        return list(paths)
    affected: list[str] = []
    left = {path: _path_from(top, path) for path in paths} if changed else {}
    behind: dict[str, set[str]] = {}
    while near := [path for path in left if _is_affected(path, left[path], changed, behind, top, configured)]:
        affected += near
        changed = [left.pop(path) for path in near]  # what is written changes what others say
    return [path for path in paths if path in affected]


def _is_affected(
    path: str, inside: str, changed: Sequence[str], behind: dict[str, set[str]], top: str, configured: Configured
) -> bool:
    """Return whether a document, its configuration, or a file that it follows is among those that changed."""
    if path not in behind:
        try:
            settings = configured.of(path)
            readme = parse(read_path(path), settings=settings)
        except ReadmeSyncError:
            return True  # the run says what is wrong with it
        folder = os.path.dirname(inside)
        wanted = (
            name if name[:1] == "/" else f"/{folder}/{name}"
            for name in (*files_behind(readme), settings.leader)
            if name
        )
        behind[path] = {f"/{inside}", f"/{_path_from(top, settings.origin)}", *map(posixpath.normpath, wanted)}
    return any(matches(name, pattern) for one in changed for name in _with_folders(one) for pattern in behind[path])


def _path_from(top: str, path: str) -> str:
    """Return a path as seen from the top of the repository, with `/`."""
    return os.path.relpath(os.path.realpath(path), top).replace(os.sep, "/")


def _with_folders(path: str) -> Iterator[str]:
    """Yield a path and the folders above it: a pattern may count folders."""
    parts = path.split("/")
    return ("/" + "/".join(parts[:end]) for end in range(len(parts), 0, -1))


@click.command("sync")
@click.option(
    "--since", metavar="REV", help="Only documents that changed since this git revision, or that follow what did."
)
@diff_option
@dry_run_option
@renamed_option("--check", "--dry-run", is_flag=True)
@click.option("--offline", is_flag=True, help="Do not ask GitHub; skip what only GitHub knows.")
@commands_option
@output_format()
@paths_options
def command(
    configured: Configured,
    paths: Sequence[str],
    show_diff: bool,
    dry_run: bool,
    old_dry_run: bool,
    since: str | None,
    offline: bool,
    allow_commands: bool,
    output_format: str,
) -> int:
    """Update every number that is derived from something else.

    PATHS are Markdown files, folders or patterns; - is standard input and goes to standard output. Default: the files
    in `paths` of the configuration, otherwise README.md in the current directory.

    Only the characters of the values change, and the text in regions of readme-sync. A number that stays out of date is
    listed with the reason, and gives exit code 1, as does --dry-run or --diff where something would change. Broken
    markers and missing facts give exit code 2; such a document is not changed.

    Examples:
        readme-sync sync
        readme-sync sync docs --diff
        readme-sync sync --dry-run --offline
    """
    if since:
        paths = _affected(chosen_paths(paths, configured), configured, since)
        if not paths:
            return 0
    preview = Preview(show_diff, dry_run or old_dry_run, output_format, suffix="")
    run = SyncRun(preview, offline=offline, commands=allow_commands)
    code = over_paths(paths, lambda path: run.sync(path, configured.of(path)), configured)
    run.finish()
    return code
