"""Facts that a document seems to state: numbers that equal, today, a count of what their noun names; versions."""

import posixpath
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from readme_sync.errors import InputError
from readme_sync.markers.configured_claims import visible_texts
from readme_sync.markers.named_facts import spelled_places
from readme_sync.model import FileTree, PathKind, Readme
from readme_sync.sources.from_json import parse as parse_json
from readme_sync.sources.from_toml import parse as parse_toml
from readme_sync.text.regex import regex

_NOUN = regex(r"[ \xa0](?P<noun>[A-Za-z][A-Za-z-]{2,30})(?![\w-])")
_VERSION = regex(r"[Vv]ersion (?P<version>[0-9]+\.[0-9]+\.[0-9]+(?:-[0-9A-Za-z.]+)?)(?![\w.-]*[0-9])")
_PROJECTS = (
    ("pyproject.toml", "toml", ("project", "version")),
    ("Cargo.toml", "toml", ("package", "version")),
    ("package.json", "json", ("version",)),
)
_FEWEST = 3
"""Smaller numbers are equal by chance too often."""
_MOST_NOUNS = 50
_MOST_FOLDERS = 5


class ProposedFact(NamedTuple):
    """A fact as the configuration would have it.

    Attributes:
        name: of the fact.
        source: its table, in TOML.
        find: the text of the claim.
        line: where the document states it.
    """

    name: str
    source: str
    find: str
    line: int


def proposed_facts(readme: Readme, files: FileTree) -> list[ProposedFact]:
    """Return what a configuration could keep right; nothing that is bound already."""
    bound = [claim.figure.span for claim in readme.claims if not claim.doubt]
    found: dict[str, ProposedFact] = {}
    for seen in visible_texts(readme):
        for end, number in spelled_places(seen):
            after = _NOUN.match(seen.text, end)
            if not after or after["noun"].lower() in found or len(found) >= _MOST_NOUNS or number.span in bound:
                continue
            noun, value = after["noun"], number.progress.done or 0
            pattern = _counted(noun.lower(), int(value), files) if value >= _FEWEST and value == int(value) else None
            if pattern:
                line = readme.source.line_of(number.span.start)
                found[noun.lower()] = ProposedFact(noun.lower(), f'{{ files = "{pattern}" }}', f"{{}} {noun}", line)
        for one in _VERSION.finditer(seen.text):
            source = _version_in(one["version"], files) if "version" not in found else None
            if source:
                line = readme.source.line_of(seen.place(one.start()))
                found["version"] = ProposedFact("version", source, f"{one[0].split()[0]} {{}}", line)
    return list(found.values())


def _counted(noun: str, value: int, files: FileTree) -> str | None:
    """Return a pattern below a folder of that name that matches as many files, None where there is none."""
    for name in dict.fromkeys((noun, noun.removesuffix("s"), f"{noun}s")):
        folders = [path for path in _glob(f"/**/{name}", files) if files.kind(path) is PathKind.FOLDER]
        for folder in folders[:_MOST_FOLDERS]:
            for pattern, count in _patterns(folder, files):
                if count == value:
                    return pattern.lstrip("/")
    return None


def _patterns(folder: str, files: FileTree) -> Iterator[tuple[str, int]]:
    """Yield patterns for the files in a folder by suffix, and one folder deeper by name, with their counts."""
    suffixes = Counter(posixpath.splitext(path)[1] for path in _glob(f"{folder}/*", files))
    names = Counter(posixpath.basename(path) for path in _glob(f"{folder}/*/*", files))
    yield from ((f"{folder}/*{suffix}", count) for suffix, count in suffixes.items() if suffix)
    yield from ((f"{folder}/*/{name}", count) for name, count in names.items())


def _glob(pattern: str, files: FileTree) -> tuple[str, ...]:
    try:
        return files.glob(pattern)
    except InputError:
        return ()


def _version_in(version: str, files: FileTree) -> str | None:
    """Return the source of a version that a project's file states, None where none does."""
    for path, kind, keys in _PROJECTS:
        try:
            text = files.read(f"/{path}").decode()
            value: object = (parse_toml if kind == "toml" else parse_json)(text, path, 100_000)
        except (InputError, UnicodeDecodeError):
            continue
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if value == version:
            return f'{{ {kind} = "{path}", query = "{".".join(keys)}" }}'
    return None
