"""The documents of a run: which they are, what is wrong in each, and what it becomes."""

import os
import re
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from readme_sync.action.inputs import Command, Event, Host, Inputs, Through
from readme_sync.action.log import Log
from readme_sync.config import fixable_rules, rules_for, with_allowed_fixes
from readme_sync.config.paths import is_absolute, is_in_git_folder, path_parts
from readme_sync.disk import FileTreeCache, expanded, settings_for
from readme_sync.disk.document_history import SHALLOW, PastOnDisk
from readme_sync.disk.pictures import NewPicture, new_pictures
from readme_sync.disk.update_file import today
from readme_sync.editing.fixes import fix
from readme_sync.editing.follow_issues import RULE, follow_issues
from readme_sync.editing.sync import sync
from readme_sync.errors import ConfigError, InputError, ReadmeSyncError, RemoteError, RequestError
from readme_sync.model import FailOn, FileTree, GitHub, Readme, Result, Settings
from readme_sync.reader import parse
from readme_sync.rules import check
from readme_sync.sources import Facts
from readme_sync.sources.context import NamedFacts
from readme_sync.sources.history import Base
from readme_sync.store.branches import Branches
from readme_sync.store.git_branches import GitBranches
from readme_sync.store.github import GitHub as GitHubConnection
from readme_sync.store.github_branches import GitHubBranches
from readme_sync.text import Source

_MOST = 500
_NAMES = ("readme.md", "readme.markdown")
_HINT = "correct the input paths"


def choose_documents(paths: Sequence[str], configured: Sequence[str], workspace: str) -> list[str]:
    """Return the documents, each once, relative to the workspace, with `/`.

    Args:
        paths: paths and patterns of the input; by default those of the configuration, otherwise the README.
        configured: paths of the configuration, relative to the workspace.
        workspace: an absolute path without links, and the current folder.

    Raises:
        RequestError: a path leaves the workspace, or a pattern matches nothing.
        InputError: there is no README.
    """
    found: dict[str, None] = {}
    for written in paths or configured or [_readme(workspace)]:
        refuse_strange(written)
        names = _matching(written, workspace) if re.search(r"[*?\[]", written) else [written]
        found.update(dict.fromkeys(_real(name, workspace) for name in names))
        if len(found) > _MOST:
            raise RequestError(f"more than {_MOST} documents", hint="name fewer in the input paths")
    return list(found)


def _readme(workspace: str) -> str:
    there = sorted(os.listdir(workspace))
    if not there:
        raise InputError("the workspace is empty", hint="run actions/checkout before this action")
    names = [name for name in there if name.lower() in _NAMES]
    if not names:
        hint = "name documents in the input paths"
        clones = [name for name in there if os.path.lexists(os.path.join(workspace, name, ".git"))]
        if clones and not os.path.lexists(os.path.join(workspace, ".git")):
            hint = f"the checkout is in a folder: set the input directory to {clones[0]}"
        raise InputError("there is no README.md at the top of the repository", hint=hint)
    return min(names, key=lambda name: _NAMES.index(name.lower()))


def refuse_strange(written: str) -> None:
    """Refuse a path that leaves the repository or belongs to git, or that is an option.

    Raises:
        RequestError: it is such a path.
    """
    if not written.isprintable() or written.startswith("-"):
        raise RequestError(f"{written[:80]!r} is not a path", hint=_HINT)
    if is_absolute(written) or ".." in path_parts(written):
        raise RequestError(f"{written[:80]!r} leaves the repository", hint=_HINT)
    if is_in_git_folder(written):
        raise RequestError(f"{written[:80]!r} belongs to git", hint=_HINT)


def _real(name: str, workspace: str) -> str:
    """Return the path of the file itself, every link followed.

    Raises:
        RequestError: a link leads out of the workspace, or into `.git`.
    """
    real = os.path.realpath(os.path.join(workspace, name))
    inside = os.path.relpath(real, workspace).replace(os.sep, "/")
    if inside == ".." or inside.startswith("../") or os.path.isabs(inside):
        raise RequestError(f"{name!r} is a link out of the repository", hint=_HINT)
    refuse_strange(inside)
    return inside


def _matching(pattern: str, workspace: str) -> list[str]:
    """Return the files that match a pattern; links to folders are not followed, hidden files match only by name.

    Raises:
        RequestError: no file matches.
    """
    try:
        return expanded(pattern, os.path.join(workspace, "workflow"))
    except ConfigError:
        raise RequestError(f"no file matches {pattern!r}", hint=_HINT) from None


_MAX_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """One document.

    Attributes:
        path: relative to the repository's top, with `/`.
        before, after: its text; the same where nothing changes.
        readme_before, readme_after: what is parsed from the two.
        found: what the rules find in it before.
        left: what they find in it after.
        fail_on: the lowest severity that fails, by its configuration.
        pictures: what it names and the repository does not have.
        missing: why git cannot say what earlier versions said, "" where it can or was not asked.
    """

    path: str
    before: Source
    after: Source
    readme_before: Readme
    readme_after: Readme
    found: tuple[Result, ...]
    left: tuple[Result, ...]
    fail_on: FailOn
    pictures: tuple[NewPicture, ...] = ()
    missing: str = ""

    @property
    def changed(self) -> bool:
        """Whether its text changes, or a picture of it."""
        return bool(self.pictures) or self.before.text != self.after.text


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that cannot be processed, and why."""

    path: str
    error: ReadmeSyncError


class _TimeUpError(BaseException):
    """The document takes too long; no handler of errors may take it for one of its own."""


def branches_of(inputs: Inputs, event: Event) -> Branches:
    """Return the branches of the repository, as the inputs and the host allow.

    Raises:
        RemoteError: there is no clone, or no such repository.
    """
    if inputs.commit_with is not Through.GIT and event.host is Host.GITHUB:
        return GitHubBranches(GitHubConnection(event.repository, inputs.token, event.api_url))
    if event.host is not Host.GITLAB:
        return GitBranches(event.workspace, inputs.token, event.server_url)
    # Its runner's own remote may hold a token that can only read.
    remote = f"{event.server_url}/{event.repository}.git" if inputs.token else "origin"
    return GitBranches(event.workspace, inputs.token, event.server_url, remote, event.user)


def base_readmes(paths: Sequence[str], inputs: Inputs, event: Event, log: Log) -> dict[str, Readme]:
    """Return documents as they were at the base, by path; none where they cannot be read: not a failure."""
    if inputs.since is None or not (inputs.since or event.base):
        return {}
    needs_token = inputs.commit_with is not Through.GIT and event.host is Host.GITHUB
    if needs_token and not inputs.token:
        return {}
    found = {}
    try:
        branches = branches_of(inputs, event)
        base = event.base
        if inputs.since:
            said = branches.resolve(inputs.since)
            if said is None:
                hint = "see the input since; a shallow clone may not have it"
                raise RemoteError(f"there is no {inputs.since!r} to compare with", hint=hint)
            base = said
        elif not needs_token and branches.resolve(base) is None:
            raise RemoteError(f"the clone does not have {base[:12]}", hint="fetch more of it")
        for path, entry in branches.entries(base, paths).items():
            found[path] = parse(branches.content(entry), path, settings_for(path))
    except ReadmeSyncError as error:
        message = f"the changes since the base are not shown: {error}"
        if inputs.since:
            log.annotate("warning", message)
        else:
            log.line(message)
    return found


def process(
    path: str,
    data: bytes,
    inputs: Inputs,
    github: GitHub | None = None,
    base: Readme | None = None,
    file_trees: FileTreeCache | None = None,
) -> DocumentResult:
    """Fix or sync a document.

    Args:
        path: of the document.
        data: what it holds.
        inputs: what the workflow asks for.
        github: is asked for milestones and issues, by `sync` only.
        base: the document at the base: numbers that were right in it and are wrong now are reported.
        file_trees: the files around the documents of one run, with those that were updated before.

    Raises:
        ReadmeSyncError: it cannot be read, its configuration is wrong, it takes too long, or a second run would change
            it again.
    """
    with _limited(path, inputs.document_seconds):
        earlier = Base(base, "the base") if base else None
        return _processed(path, data, inputs.command, github, earlier, file_trees or FileTreeCache())


def _pictures(before: Source, after: Source, file_trees: FileTreeCache) -> tuple[NewPicture, ...]:
    """Return the pictures that a document names and that are not there; the rules see them from now on.

    Raises:
        WriteError: one cannot be where the document names it.
    """
    found = tuple(new_pictures(str(before.path), before, after))
    for one in found:
        file_trees.put(os.path.join(one.top, one.path), one.svg.encode())
    return found


@contextmanager
def _limited(path: str, seconds: int) -> Iterator[None]:
    """Limit the CPU time of what is done to a document; waiting for GitHub has limits of its own.

    Raises:
        InputError: it takes more.
    """
    if not hasattr(signal, "setitimer"):  # Windows
        yield
        return

    def stop(*_: object) -> None:
        raise _TimeUpError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, 1)
    try:
        yield
    except _TimeUpError:
        hint = "leave it out, or raise the input document-seconds"
        raise InputError(f"takes more than {seconds} s to process", path=path, hint=hint) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _processed(
    path: str, data: bytes, command: Command, github: GitHub | None, base: Base | None, file_trees: FileTreeCache
) -> DocumentResult:
    if len(data) > _MAX_BYTES:
        raise InputError(f"is larger than {_MAX_BYTES // 1_000_000} MB", path=path, hint="split it")
    if b"\0" in data:
        raise InputError("holds NUL bytes", path=path, hint="it is not text; save it as UTF-8")
    settings = settings_for(path)
    before, file_tree = Source.from_bytes(data, path), file_trees.of(path)
    named, past = NamedFacts(), PastOnDisk(path, settings)

    def results(readme: Readme) -> tuple[Result, ...]:
        rules = rules_for(path, settings)
        found = check(readme, rules, Facts(readme, file_tree, base=base, named=named))
        if command is Command.SYNC and github is not None and (rules is None or RULE in rules):
            known = {(one.span, one.message) for one in found}
            rows = (one.result for one in follow_issues(readme, github).left)  # what GitHub shows no rule finds
            line_of = readme.source.line_of
            new = (one for one in rows if one and (one.span, one.message) not in known)
            found += [one._replace(line=line_of(one.span.start)) for one in new]
        return tuple(with_allowed_fixes(sorted(found, key=lambda one: (one.span, one.rule)), settings))

    readme_before = parse(before, path, settings)
    found = results(readme_before)
    after = _updated(before, command, settings, file_tree, github, named, base, past)
    pictures = _pictures(before, after, file_trees)
    file_tree = file_trees.of(path)
    if after.text == before.text:
        left = results(readme_before) if pictures else found
        fail_on = settings.fail_on
        readme = readme_before
        return DocumentResult(path, before, before, readme, readme, found, left, fail_on, pictures, _missing(past))
    if _updated(after, command, settings, file_tree, github, named, base, past).text != after.text:
        # A workflow that runs on its own commits would go on for ever.
        raise InputError("would change again in the next run, and was not changed", path=path, hint="please report it")
    file_trees.put(path, after.to_bytes())
    readme_after = parse(after, path, settings)
    left = results(readme_after)
    fail_on, missing = settings.fail_on, _missing(past)
    return DocumentResult(path, before, after, readme_before, readme_after, found, left, fail_on, pictures, missing)


def _missing(past: PastOnDisk) -> str:
    return f"{past.missing}; give actions/checkout fetch-depth: 0" if past.missing == SHALLOW else past.missing


_SINCE = ("RS109",)
"""The rules that find nothing without an earlier version, and whose fixes are safe."""


def _updated(
    source: Source,
    command: Command,
    settings: Settings,
    file_tree: FileTree,
    github: GitHub | None,
    named: NamedFacts,
    base: Base | None,
    past: PastOnDisk,
) -> Source:
    """Return what a document becomes; where `sync` refuses it for a reason that rules report, it is not changed.

    Raises:
        RequestError: GitHub, which rules never ask, cannot be asked, or does not know what a claim asks for.
    """
    fixable = fixable_rules(source.path or "", settings)
    if command is not Command.SYNC:
        return fix(source, fixable, settings, surroundings=file_tree, base=base, named=named).source
    day = today()
    synced = sync(source, settings, surroundings=file_tree, github=github, today=day, named=named, past=past)
    if synced.refused and not sync(source, settings, surroundings=file_tree, today=day, named=named, past=past).refused:
        first = synced.refused[0]
        raise RequestError(first.message, path=source.path, line=source.line_of(first.span.start))
    since = [rule for rule in _SINCE if base and (fixable is None or rule in fixable)]
    if since and not synced.refused:
        return fix(synced.source, since, settings, surroundings=file_tree, base=base, named=named).source
    return synced.source
