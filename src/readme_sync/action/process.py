"""One document, wherever its bytes come from: what is wrong in it, and what it becomes."""

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
        before, after: as it is, and as it becomes; the same where nothing changes.
        read, readme: what it is, and what it becomes, read.
        found: what the rules find in it as it is.
        left: what they find in it afterwards.
        fail_on: the least serious results that make the run fail, by its configuration.
    """

    path: str
    before: Source
    after: Source
    read: Readme
    readme: Readme
    found: tuple[Result, ...]
    left: tuple[Result, ...]
    fail_on: FailOn

    @property
    def changed(self) -> bool:
        """Whether it becomes another one."""
        return self.before.text != self.after.text


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that cannot be worked on, and why."""

    path: str
    error: ReadmeSyncError


def process(path: str, data: bytes, command: Command, github: GitHub | None = None) -> DocumentResult:
    """Brings a document in line; `github` is asked for milestones and issues, and only where it syncs.

    Raises:
        ReadmeSyncError: it cannot be read, its configuration is wrong, or it would never settle.
    """
    if len(data) > _MAX_BYTES:
        raise InputError(f"is larger than {_MAX_BYTES // 1_000_000} MB", path=path, hint="split it")
    if b"\0" in data:
        raise InputError("holds NUL bytes", path=path, hint="it is no text; save it as UTF-8")
    settings = settings_for(path)
    before, around = Source.from_bytes(data, path), surroundings_of(path)
    rules = rules_for(path, settings)
    read = parse(before, path, settings)
    found = tuple(check(read, rules, surroundings=around))
    after = _in_line(before, command, rules, settings, around, github)
    if after.text == before.text:
        return DocumentResult(path, before, before, read, read, found, found, settings.fail_on)
    if _in_line(after, command, rules, settings, around, github).text != after.text:
        # A workflow that runs on its own commits would go on for ever.
        raise InputError("would change again in the next run, and is left as it is", path=path, hint="please report it")
    readme = parse(after, path, settings)
    return DocumentResult(
        path, before, after, read, readme, found, tuple(check(readme, rules, surroundings=around)), settings.fail_on
    )


def _in_line(  # noqa: PLR0913, PLR0917  all that a document depends on
    source: Source,
    command: Command,
    rules: list[str] | None,
    settings: Settings,
    around: FileTree,
    github: GitHub | None,
) -> Source:
    """What a document becomes; where `sync` refuses it for a reason that rules can see, it stays, and they say why.

    Raises:
        RequestError: GitHub, which rules never ask, does not know what a claim asks for, or cannot be asked.
    """
    if command is not Command.SYNC:
        return fix(source, rules, settings, surroundings=around).source
    synced = sync(source, settings, surroundings=around, github=github)
    if synced.refused and not sync(source, settings, surroundings=around).refused:
        first = synced.refused[0]
        raise RequestError(first.message, path=source.path, line=source.line_of(first.span.start))
    return synced.source
