"""Facts that a document seems to state: numbers that equal a count of what their noun names, or did; versions."""

import json
import posixpath
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from readme_sync.errors import InputError
from readme_sync.markers.configured_claims import visible_texts
from readme_sync.markers.named_facts import spelled_places
from readme_sync.model import Figure, FileTree, PathKind, Readme
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
        source: its keys and values, in TOML.
        find: the text of the claim.
        line: where the document states it.
        today: what it is today, where the document states something else.
        followed: how many different counts the document stated rightly, today and in the log, where that is more than
            one; else 0.
    """

    name: str
    source: str
    find: str
    line: int
    today: int | None = None
    followed: int = 0


class PastVersion(NamedTuple):
    """A committed version of a document, and the files of its commit, as paths from the top."""

    readme: Readme
    files: Sequence[str]


def proposed_facts(readme: Readme, files: FileTree, past: Iterable[PastVersion] = ()) -> list[ProposedFact]:
    """Return what a configuration could keep right; nothing that is bound already.

    That is what equals a count today, and what followed one in the past.
    """
    bound = [claim.figure.span for claim in readme.claims if not claim.doubt]
    log = _Log(past)
    found: dict[str, ProposedFact] = {}
    for noun, number in _counts_stated(readme):
        name = noun.lower()
        if name not in found and len(found) < _MOST_NOUNS and number.span not in bound:
            value = int(number.progress.done or 0)
            best = max(_patterns_of(name, value, files, log), default=None)
            if best:
                line, count = readme.source.line_of(number.span.start), -best.less
                found[name] = ProposedFact(
                    name,
                    f"files = {json.dumps(best.pattern, ensure_ascii=False)}",
                    f"{{}} {noun}",
                    line,
                    None if best.is_equal else count,
                    best.followed,
                )
    for seen in visible_texts(readme):
        for one in _VERSION.finditer(seen.text):
            source = _version_in(one["version"], files) if "version" not in found else None
            if source:
                line = readme.source.line_of(seen.place(one.start()))
                found["version"] = ProposedFact("version", source, f"{one[0].split()[0]} {{}}", line)
    return list(found.values())


def _counts_stated(readme: Readme) -> Iterator[tuple[str, Figure]]:
    """Yield the whole numbers in front of nouns, each behind its noun."""
    for seen in visible_texts(readme):
        for end, number in spelled_places(seen):
            after = _NOUN.match(seen.text, end)
            if after and (number.progress.done or 0) % 1 == 0:
                yield after["noun"], number


class _Candidate(NamedTuple):
    """A pattern that a number may count; the greatest is the likeliest."""

    followed: int
    is_equal: bool
    less: int
    """Its count, negative: of two patterns the narrower."""
    pattern: str


def _patterns_of(noun: str, value: int, files: FileTree, log: "_Log") -> Iterator[_Candidate]:
    """Yield the patterns below folders of a name that match as many files, or did in the past."""
    for name in dict.fromkeys((noun, noun.removesuffix("s"), f"{noun}s")):
        folders = [path for path in _glob(f"/**/{name}", files) if files.kind(path) is PathKind.FOLDER]
        for folder in folders[:_MOST_FOLDERS]:
            for pattern, count in _patterns(folder, files):
                times = log.followed(noun, pattern, value if count == value else None)
                if times > 1 or (count == value and value >= _FEWEST):
                    yield _Candidate(times if times > 1 else 0, count == value, -count, pattern)


class _Log:
    """What the committed versions of a document stated, and what there was."""

    def __init__(self, past: Iterable[PastVersion]) -> None:
        self._past = past

    @cached_property
    def _versions(self) -> list[tuple[dict[str, set[int]], Counter[str]]]:
        found = []
        for version in self._past:
            stated: dict[str, set[int]] = {}
            for noun, number in _counts_stated(version.readme):
                stated.setdefault(noun.lower(), set()).add(int(number.progress.done or 0))
            found.append((stated, _pattern_counts(version.files)))
        return found

    def followed(self, noun: str, pattern: str, today: int | None) -> int:
        """Return how many different counts of a pattern stood in front of a noun when they were right."""
        counts = {files[pattern] for stated, files in self._versions if files[pattern] in stated.get(noun, ())}
        return len((counts | {today}) - {None, 0})


def _pattern_counts(paths: Iterable[str]) -> Counter[str]:
    """Return how many files the patterns match that `_patterns` makes."""
    counts: Counter[str] = Counter()
    for path in paths:
        folder, name = posixpath.split(path)
        above, inner = posixpath.split(folder)
        if folder and not name.startswith("."):
            counts[f"{folder}/*{posixpath.splitext(name)[1]}"] += 1
        if above and not inner.startswith("."):
            counts[f"{above}/*/{name}"] += 1
    return counts


def _patterns(folder: str, files: FileTree) -> Iterator[tuple[str, int]]:
    """Yield patterns for the files in a folder by suffix, and one folder deeper by name, with their counts."""
    suffixes = Counter(posixpath.splitext(path)[1] for path in _glob(f"{folder}/*", files))
    names = Counter(posixpath.basename(path) for path in _glob(f"{folder}/*/*", files))
    folder = folder.lstrip("/")
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
            return f'{kind} = "{path}"\nquery = "{".".join(keys)}"'
    return None
