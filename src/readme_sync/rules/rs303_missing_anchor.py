"""RS303 missing-anchor: a link leads to a heading that is not there.

## What it does

Looks for the place of each `#anchor`, as GitHub makes them: of headings, in Markdown and HTML, duplicates numbered; of
`<a name="...">` and `id="..."`. Case does not matter. Links to lines (`#L12`), to footnotes and to the top are left
alone. Of another Markdown file (`guide.md#songs`) it looks into the file, where it can.

## Why is this bad?

Who follows the link gets to the top of the page. Mostly a heading was renamed.

## Example

    [Songs](#song)

    ## Songs

The anchor is `#songs`.

## Fix safety

The fix puts the anchor that differs in nothing but hyphens and signs. It is unsafe: another heading may be meant. There
is none where no anchor is that near.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from readme_sync.errors import ReadmeSyncError
from readme_sync.facts import Facts
from readme_sync.model import Fix, Kind, Level, Readme
from readme_sync.reading.links import Destination, destinations
from readme_sync.reading.sections import read_sections
from readme_sync.reading.targets import targets
from readme_sync.rules.rule import Found, rule
from readme_sync.syntax import parse
from readme_sync.text import Edit, Source, Span
from readme_sync.text.regex import regex

_IN_TEXT = regex(r"\]\(\s*<?\s*(?P<place>[#&][^\s)>]*)")
_IN_HTML = regex(r"[hH][rR][eE][fF]\s*=\s*[\"']?\s*(?P<place>[#&][^\s\"'>]*)")
_MARK = regex(r"\]\(\s*<?\s*[#&]|href\s*=\s*[\"']?\s*[#&]", re.IGNORECASE)
_IN_FILE = regex(r"\.(?:md|markdown)[^\s)\"'>]*#", re.IGNORECASE)
_WITH_OTHERS = regex(rf"{_MARK.pattern}|{_IN_FILE.pattern}", re.IGNORECASE)
_OTHER_FILE = regex(r"(?P<path>[^:?#]+\.(?:md|markdown))(?:\?[^#]*)?#", re.IGNORECASE)
_EVERYWHERE = regex(r"(?:top|readme|l\d+.*|fn.*|cite.*|:~:.*|[!/?].*|.*[{}$<>|].*|)", re.DOTALL | re.IGNORECASE)
_PEOPLE = regex(r"[a-z]+[0-9]*[a-z]*-\S+")
"""`#code-alice`, `#a11y-bob`: what https://allcontributors.org writes leads nowhere, and is meant to."""
_MOST_NEIGHBOURS = 500
_MOST_SEARCHES = 50
_ALIKE = 0.8


def _find(readme: Readme, facts: Facts) -> Iterator[Found]:
    text = readme.source.text
    headings = {section.anchor for section in readme.sections}
    people = _people(text)
    may_lead = _may_lead(text)
    if not may_lead and not _may_find(readme, headings, people):
        return  # as in most documents; their links need not be parsed, nor their surroundings be looked for
    can_look = facts.surroundings.kind(".") is Kind.FOLDER
    if not (can_look and may_lead) and not _may_find(readme, headings, people):
        return
    known = _Known(readme, facts)
    for destination in destinations(readme.document, _WITH_OTHERS if can_look else _MARK):
        path, sign, _ = destination.text.partition("#")
        fragment = _fragment(destination.text)
        if not sign or _EVERYWHERE.fullmatch(fragment) or (not path and fragment in headings):
            continue
        if path and not (can_look and _OTHER_FILE.match(destination.text)):
            continue
        anchors = known.anchors(_decoded(path.partition("?")[0]))
        if anchors is None or fragment in anchors:
            continue
        if _is_of_people(people, destination.span.start, fragment):
            continue
        near = known.nearest(fragment, anchors)
        where = f"{path} has no" if path else "there is no"
        hint = f"; the nearest is #{near}" if near else ""
        fix = _fix(readme.source, destination, fragment, near)
        yield (destination.span, f"{where} heading or anchor #{fragment}{hint}", *((fix,) if fix else ()))


def _may_find(readme: Readme, headings: Collection[str], people: Span) -> bool:
    """Whether something that looks like a link leads to no heading."""
    for pattern in _patterns(readme.source.text):
        for found in pattern.finditer(readme.source.text):
            fragment = _fragment(found["place"])
            is_near = found["place"].startswith("#") and (fragment in headings or _EVERYWHERE.fullmatch(fragment))
            if not is_near and not _is_of_people(people, found.start(), fragment):
                return True
    return any(one.destination.startswith("#") for one in readme.document.definitions.values())


def _patterns(text: str) -> Sequence[re.Pattern[str]]:
    """What finds links to places in the document; the slower one only where there is such HTML."""
    return (_IN_TEXT, _IN_HTML) if "href" in text.lower() else (_IN_TEXT,)


def _may_lead(text: str) -> bool:
    """Whether `_WITH_OTHERS` finds something."""
    if any(pattern.search(text) for pattern in _patterns(text)):
        return True
    return ".m" in text.lower() and _IN_FILE.search(text) is not None


def _is_of_people(people: Span, place: int, fragment: str) -> bool:
    return people.start <= place < people.end and _PEOPLE.fullmatch(fragment) is not None


def _fragment(destination: str) -> str:
    """What stands behind the `#`, as it is compared."""
    return _decoded(destination.partition("#")[2]).lower().removeprefix("user-content-")


def _people(text: str) -> Span:
    """Where the list of https://allcontributors.org stands."""
    start = text.find("ALL-CONTRIBUTORS-LIST:START")
    end = text.find("ALL-CONTRIBUTORS-LIST:END", max(start, 0))
    return Span(start, end if end >= 0 else len(text)) if start >= 0 else Span(0, 0)


def _decoded(text: str) -> str:
    """The text without percent escapes."""
    if "%" not in text:
        return text
    from urllib.parse import unquote  # noqa: PLC0415  rarely needed

    return unquote(text)


def _bare(anchor: str) -> str:
    """An anchor's letters and digits."""
    return "".join(filter(str.isalnum, anchor))


class _Known:
    """The anchors of this document and of those around it; each file is read once."""

    def __init__(self, readme: Readme, facts: Facts) -> None:
        self._surroundings = facts.surroundings
        self._by_path: dict[str, frozenset[str] | None] = {"": targets(readme.document, readme.sections)}
        self._searches = 0

    def anchors(self, path: str) -> frozenset[str] | None:
        """The anchors of the file at a path; None where it cannot be read."""
        if path not in self._by_path:
            self._by_path[path] = self._read(path)
        return self._by_path[path]

    def _read(self, path: str) -> frozenset[str] | None:
        if self._surroundings.kind(path) is not Kind.FILE:
            return None
        try:
            document = parse(Source.from_bytes(self._surroundings.read(path)))
        except ReadmeSyncError:
            return None
        return targets(document, read_sections(document))

    def nearest(self, fragment: str, anchors: frozenset[str]) -> str:
        """The anchor that is most likely meant; "" where there is none, or after too many searches."""
        self._searches += 1
        if self._searches > _MOST_SEARCHES or len(anchors) > _MOST_NEIGHBOURS:
            return ""
        from difflib import get_close_matches  # noqa: PLC0415  rarely needed

        bare = _bare(fragment)
        same = [anchor for anchor in sorted(anchors) if bare and _bare(anchor) == bare]
        return next(iter(same or get_close_matches(fragment, sorted(anchors), 1, _ALIKE)), "")


def _fix(source: Source, destination: Destination, fragment: str, near: str) -> Fix | None:
    """Put the nearest anchor, where it differs in nothing but hyphens and signs."""
    written = source.slice(destination.place)
    if not near or _bare(near) != _bare(fragment) or written != destination.text:
        return None
    start = destination.place.start + written.index("#") + 1
    return Fix(f"lead to #{near}", (Edit(Span(start, destination.place.end), near),), safe=False)


RULE = rule("RS303", "missing-anchor", Level.WARNING, _find)
