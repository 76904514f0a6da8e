"""One document, from the workspace or a branch: what is wrong in it, and what it becomes."""

from dataclasses import dataclass

from readme_sync.action.inputs import Command
from readme_sync.config import rules_for
from readme_sync.disk.surroundings import settings_for, surroundings_of
from readme_sync.editing.fixes import fix
from readme_sync.editing.sync import sync
from readme_sync.errors import InputError, ReadmeSyncError, RequestError
from readme_sync.model import FailOn, FileTree, GitHub, Readme, Result, Settings
from readme_sync.reader import parse
from readme_sync.rules import check
from readme_sync.text import Source

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
    """

    path: str
    before: Source
    after: Source
    readme_before: Readme
    readme_after: Readme
    found: tuple[Result, ...]
    left: tuple[Result, ...]
    fail_on: FailOn

    @property
    def changed(self) -> bool:
        """Whether its text changes."""
        return self.before.text != self.after.text


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that cannot be processed, and why."""

    path: str
    error: ReadmeSyncError


def process(path: str, data: bytes, command: Command, github: GitHub | None = None) -> DocumentResult:
    """Fix or sync a document; `github` is asked for milestones and issues, by `sync` only.

    Raises:
        ReadmeSyncError: it cannot be read, its configuration is wrong, or a second run would change it again.
    """
    if len(data) > _MAX_BYTES:
        raise InputError(f"is larger than {_MAX_BYTES // 1_000_000} MB", path=path, hint="split it")
    if b"\0" in data:
        raise InputError("holds NUL bytes", path=path, hint="it is not text; save it as UTF-8")
    settings = settings_for(path)
    before, file_tree = Source.from_bytes(data, path), surroundings_of(path)
    rules = rules_for(path, settings)
    readme_before = parse(before, path, settings)
    found = tuple(check(readme_before, rules, surroundings=file_tree))
    after = _updated(before, command, rules, settings, file_tree, github)
    if after.text == before.text:
        return DocumentResult(path, before, before, readme_before, readme_before, found, found, settings.fail_on)
    if _updated(after, command, rules, settings, file_tree, github).text != after.text:
        # A workflow that runs on its own commits would go on for ever.
        raise InputError("would change again in the next run, and was not changed", path=path, hint="please report it")
    readme_after = parse(after, path, settings)
    left = tuple(check(readme_after, rules, surroundings=file_tree))
    return DocumentResult(path, before, after, readme_before, readme_after, found, left, settings.fail_on)


def _updated(
    source: Source,
    command: Command,
    rules: list[str] | None,
    settings: Settings,
    file_tree: FileTree,
    github: GitHub | None,
) -> Source:
    """Return what a document becomes; where `sync` refuses it for a reason that rules report, it is not changed.

    Raises:
        RequestError: GitHub, which rules never ask, cannot be asked, or does not know what a claim asks for.
    """
    if command is not Command.SYNC:
        return fix(source, rules, settings, surroundings=file_tree).source
    synced = sync(source, settings, surroundings=file_tree, github=github)
    if synced.refused and not sync(source, settings, surroundings=file_tree).refused:
        first = synced.refused[0]
        raise RequestError(first.message, path=source.path, line=source.line_of(first.span.start))
    return synced.source
