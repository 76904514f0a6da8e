"""`open` and `edit`: from a file or a text to what can be edited."""

import os
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from readme_sync.disk import settings_for, surroundings_of
from readme_sync.editing.find import section_of
from readme_sync.editing.fixes import fix
from readme_sync.editing.format_tables import format_tables
from readme_sync.editing.migrate import migrate
from readme_sync.editing.sync import sync
from readme_sync.editor.handles import Group, SectionHandle, TrackerHandle, trackers_of
from readme_sync.editor.session import Session
from readme_sync.errors import RequestError, WriteError
from readme_sync.model import DEFAULT, GitHub, Outcome, Readme, Result, Settings, Tally
from readme_sync.reader import source_of
from readme_sync.reports.diff import diff
from readme_sync.rules import check
from readme_sync.store import read_source
from readme_sync.store.write_files import update
from readme_sync.text import Source

# Saving a document that was edited in memory: only over the text that it was made of.


def save(path: str, read: Source, now: Source, *, force: bool = False) -> bool:
    """Write a document over the one that was read; whether anything was written.

    Args:
        path: the file.
        read: the document as it was read or saved last.
        now: the document to write.
        force: write over whatever stands there.

    Raises:
        InputError: the file cannot be read any more.
        WriteError: it has been changed meanwhile, or cannot be written; it is as it was.
    """

    def change(there: Source) -> Source:
        if not force and there.text not in (read.text, now.text):
            hint = "open it again, or save(force=True) to write over that"
            raise WriteError("has been changed since it was opened", path=path, hint=hint)
        return now

    return update(path, change)


# A document that can be read, changed and saved.


class Editor(Group):
    """A document that can be read, changed and saved; `readme_sync.open` makes one.

        with readme_sync.open("README.md") as doc:
            doc["2. Projects"]["Compaction"].done()

    Every change is made at once to the text in memory, as edits of its own characters, and is verified: the page that
    GitHub shows may differ only in what was meant. A change that is refused raises, and the text stays as it was. The
    file is written by `save`, or at the end of `with` if nothing was raised in it.
    """

    __slots__ = ()

    def __init__(self, source: Source, settings: Settings, *, sync: bool = True) -> None:
        """The editor of a document; `source.path` is its file, where there is one."""
        super().__init__(Session(source, settings, sync=sync))

    @property
    def text(self) -> str:
        """The document as it is now."""
        return self._draft.source.text

    @property
    def source(self) -> Source:
        """The document as it is now, with its bytes and positions."""
        return self._draft.source

    @property
    def readme(self) -> Readme:
        """All that is read of it now: a value that does not change any more."""
        return self._draft.readme

    @property
    def path(self) -> str | None:
        """The file; None where the document was given as a text."""
        return self._draft.source.path

    @property
    def changed(self) -> bool:
        """Whether the text is another one than was read or saved last."""
        return self.text != self._draft.saved.text

    @property
    def within(self) -> None:
        """Everywhere."""
        return

    @property
    def tally(self) -> Tally:
        """What all items come to; rows that sum up others are left out."""
        return self.readme.tally

    @property
    def sections(self) -> list[SectionHandle]:
        """The sections with a heading, in document order, subsections as well."""
        return [SectionHandle(self._draft, key) for key in self._draft.sections.keys[1:]]

    @property
    def trackers(self) -> list[TrackerHandle]:
        """The tables, lists and blocks of lines that hold items, in document order."""
        return trackers_of(self._draft, None)

    def section(self, name: str) -> SectionHandle:
        """Return the section with that title, or `#anchor`, or a title that holds the name.

        Raises:
            RequestError: there is none, or there are several; the error names the nearest, or their anchors.
        """
        found = section_of(self.readme, name)
        return SectionHandle(self._draft, self._draft.sections.keys[self._draft.sections.all.index(found)])

    def __getitem__(self, name: str) -> SectionHandle:
        """The section that is meant, as `section` finds it."""
        return self.section(name)

    def __iter__(self) -> Iterator[SectionHandle]:
        return iter(self.sections)

    def __contains__(self, name: object) -> bool:
        """Whether there is a section with that title or `#anchor`; or that very section."""
        if isinstance(name, str):
            return any(name in (one.title, f"#{one.anchor}") for one in self.readme.sections[1:])
        return name in self.sections

    def check(self, select: Iterable[str] | None = None) -> list[Result]:
        """Return what the rules find in it as it is now, in document order.

        Raises:
            RequestError: there is no such rule.
        """
        return check(self.readme, select, surroundings=surroundings_of(self.path))

    def fix(self, select: Iterable[str] | None = None, *, unsafe: bool = False) -> Outcome:
        """Fix what the rules find; with `unsafe` also where that may not be what the author meant.

        Raises:
            RequestError: there is no such rule.
        """
        around = surroundings_of(self.path)
        done = fix(self.source, select, self.readme.settings, unsafe=unsafe, surroundings=around)
        self._draft.take(done)
        return done

    def sync(self, *, github: GitHub | None = None) -> Outcome:
        """Bring every claim and region in line with its fact; `github`: whom to ask for milestones and issues."""
        around = surroundings_of(self.path)
        done = sync(self.source, self.readme.settings, surroundings=around, github=github)
        self._draft.take(done)
        return done

    def migrate(self, to: str, *, sources: Iterable[str] = ()) -> Outcome:
        """Move progress badges to another service, where nothing is lost.

        Raises:
            RequestError: there is no such service.
        """
        done = migrate(self.source, to, sources=sources)
        self._draft.take(done)
        return done

    def format(self, style: str | None = None) -> Outcome:
        """Write tables anew, `aligned` or `compact`, by default as configured; the page stays the same."""
        done = format_tables(self.source, style, settings=self.readme.settings)
        self._draft.take(done)
        return done

    def diff(self) -> str:
        """Return what was changed since the document was read or saved, as a unified diff; "" where nothing was."""
        return diff(self._draft.saved, self.source, self.path or "document")

    def save(self, *, force: bool = False) -> bool:
        """Write the document to its file; whether anything was written.

        It is written whole or not at all, under a lock. Where nothing was changed the file is not touched.

        Args:
            force: write even if the file has been changed by another program since it was read.

        Raises:
            WriteError: the file has been changed meanwhile, or cannot be written; it is as it was.
            RequestError: the document has no file.
        """
        if self.path is None:
            raise RequestError("the document has no file", hint="write its text yourself")
        if not self.changed:
            return False
        written = save(self.path, self._draft.saved, self.source, force=force)
        self._draft.saved = self.source
        return written

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self.path is not None:
            self.save()

    def __repr__(self) -> str:
        return f"<Editor {self.path or 'of a text'}, {self.tally.done}/{self.tally.total}>"


def open(path: str | os.PathLike[str], settings: Settings | None = None, *, sync: bool = True) -> Editor:  # noqa: A001  as gzip.open
    """Read a Markdown file to edit it.

        doc = readme_sync.open("README.md")
        doc.item("Rustlings").progress = "40%"
        doc.save()

    Args:
        path: the file; it is read now, and not kept open.
        settings: what the author has configured; by default what the nearest configuration says.
        sync: whether numbers that were right before an edit follow it, where it is certain what they follow.

    Raises:
        InputError: the file cannot be read.
        ConfigError: something in the configuration is wrong.
    """
    return Editor(read_source(path), settings_for(path) if settings is None else settings, sync=sync)


def edit(document: str | bytes | Source, settings: Settings = DEFAULT, *, sync: bool = True) -> Editor:
    """As `open`, for a text; what it becomes is `Editor.text`.

    Args:
        document: its text or bytes.
        settings: what the author has configured.
        sync: as of `open`.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    return Editor(source_of(document), settings, sync=sync)
