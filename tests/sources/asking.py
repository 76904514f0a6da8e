"""Asks for facts in tests: texts in, the numbers of a fact out."""

from pathlib import Path

from readme_sync.model import (
    DEFAULT,
    NO_FILES,
    Expression,
    Fact,
    FactSource,
    FileTree,
    GitHub,
    Settings,
    SourceKind,
    Value,
)
from readme_sync.reader import read
from readme_sync.sources import Facts
from readme_sync.store.file_tree_on_disk import Folder
from readme_sync.text import Source

LINE = 7
"""Where all of it is asked."""


def facts_of(
    text: str, around: FileTree = NO_FILES, settings: Settings = DEFAULT, github: GitHub | None = None
) -> Facts:
    """The facts for a document with this text."""
    return Facts(read(Source(text, "README.md"), settings), around, github)


def asked(facts: Facts, value: Value | str, *sources: FactSource, section: int = 0, out_of: float = 0) -> Fact:
    """What the sources come to."""
    totals = (FactSource(SourceKind.NUMBER, number=out_of),) if out_of else ()
    return facts.of_expression(Expression(Value(value), sources, totals, "asked"), section, LINE)


def said(fact: Fact) -> list[str]:
    """What a claim may say: `40%`, `2/5`, `7`."""
    return [
        f"{one.done:g}/{one.total:g}"
        if one.done is not None and one.total is not None
        else f"{one.done:g}"
        if one.done is not None
        else f"{one.percent:.4g}%"
        for one in fact.progresses
    ]


def repository(folder: Path, **files: str | bytes) -> Folder:
    """What is around a README in a repository with these files; `__` in a name is a slash, `_md` a suffix."""
    (folder / ".git").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / ".".join(name.replace("__", "/").rsplit("_", 1))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return Folder(folder / "README.md")
