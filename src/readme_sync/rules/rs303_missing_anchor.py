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
from readme_sync.markdown import Document, parse
from readme_sync.markdown.entities import decode
from readme_sync.markdown.links import Anchors, Destination, anchor_of, destinations
from readme_sync.model import Applicability, Fix, Level, PathKind, Readme, Section
from readme_sync.rules.rule import Finding, rule
from readme_sync.sources import Facts
from readme_sync.text import Edit, Source, Span
from readme_sync.text.closest import Names
from readme_sync.text.regex import ENABLED, regex
from readme_sync.trackers.sections import read_sections

# The places in a document to which a `#fragment` can lead.

_NAMED = regex(r"[iInN](?<!\w[iInN])(?:(?<=[iI])[dD]|(?<=[nN])[aA][mM][eE])\s*+=\s*+[\"']?([^\"'\s>]++)")
_HTML_HEADING = regex(r"<(?P<end>/?)h[1-6]\b[^<>]*>", re.IGNORECASE)
_MARKUP = regex(r"<[^<>]*>|!\[[^\[\]]*\]\([^()]*\)|\[(?P<text>[^\[\]]*)\]\([^()]*\)|[*`~]")
_OTHER_PROGRAMS = regex(r"[{(](?:(?<=\{):?[ \t]*#([\w.:-]+)|(?<=\()(?<![^\r\n]\()([\w.-]+)\)=[ \t]*(?![^\r\n]))")
"""`## Songs {#songs}` and `(songs)=`: GitHub does not know them, but who writes them does not write for GitHub."""


def targets(document: Document, sections: Sequence[Section]) -> frozenset[str]:
    """The fragments that lead somewhere, in lower case; where in doubt, all that may."""
    text = document.source.text
    found = {section.anchor for section in sections}
    found.update(match[1] or match[2] for match in _OTHER_PROGRAMS.finditer(text))
    found.update(match[1] for match in _NAMED.finditer(text))
    titles = [(section.span.start, section.anchor) for section in sections[1:]]
    in_html = list(_html_headings(text))
    for _, title in in_html:
        found.update((anchor_of(title), anchor_of(title.strip())))
    if in_html:
        anchors = Anchors()
        found.update(anchors.give(title.strip()) for _, title in sorted(titles + in_html))
    for section in sections[1:]:
        assert section.heading
        written = document.source.slice(section.heading)
        if "![" in written or "<" in written:
            found.update((f"-{section.anchor}", f"{section.anchor}-", anchor_of(section.title)))
    return frozenset(one.lower().removeprefix("user-content-") for one in found)


def _html_headings(text: str) -> Iterator[tuple[int, str]]:
    """The headings in raw HTML, with the text that they show: GitHub gives them anchors, too."""
    start: int | None = None
    for tag in _HTML_HEADING.finditer(text):
        if not tag["end"]:
            start = tag.end()
        elif start is not None:
            yield start, decode(_MARKUP.sub(lambda found: found["text"] or "", text[start : tag.start()]))
            start = None


_IN_TEXT = regex(r"\]\([\s>]*+(?P<opened><?+)\s*+(?P<place>[#&\\][^\s)>]*)")
_VALUE = r"[\s>]*+=[\s>]*+(?P<opened>[\"']?+)[\s>]*+(?P<place>[#&][^\s\"'>]*)"
_TO_FRAGMENT = regex(r"=[\s>]*+[\"']?+[\s>]*+[#&]")
_IN_HTML = {name: regex(f"{name}{_VALUE}") for name in ("href", "src")}
_IN_ANY_HTML = {name: regex(f"(?i:{name}){_VALUE}") for name in _IN_HTML}
_ENDS = {"": " \t\n\r)>", "<": ">", '"': '"', "'": "'"}
"""What stands behind a whole address, by what stands before it."""
_IN_FILE = regex(r"\.(?:md|markdown)[^\s)\"'>]{0,200}#", re.IGNORECASE)
_OTHER_FILE = regex(r"(?P<path>[^:?#]+\.(?:md|markdown))(?:\?[^#]*)?#", re.IGNORECASE)
_EVERYWHERE = regex(r"(?:top|readme|l\d+.*|fn.*|cite.*|:~:.*|[!/?].*|.*[{}$<>|].*|)", re.DOTALL | re.IGNORECASE)
_PEOPLE = regex(r"[a-z]+(?:[0-9]+[a-z]*)?-\S+")
"""`#code-alice`, `#a11y-bob`: what https://allcontributors.org writes leads nowhere, and is meant to."""
_MOST_NEIGHBOURS = 500
_MOST_SEARCHES = 50
_ALIKE = 0.8


def _find(readme: Readme, facts: Facts) -> Iterator[Finding]:
    headings = {section.anchor for section in readme.sections}
    people = _people(readme.source.text)
    suspects = sorted(_suspects(readme.source.text, headings, people))
    may_find = suspects or any(one.destination.startswith("#") for one in readme.document.definitions.values())
    if ENABLED and not may_find:
        return  # as in most documents; their links need not be parsed, nor their surroundings be looked for
    known = _Known(readme, facts)
    for destination in destinations(readme.document, suspects):
        path, sign, _ = destination.text.partition("#")
        fragment = _fragment(destination.text)
        if not sign or _EVERYWHERE.fullmatch(fragment) or (not path and fragment in headings):
            continue
        if path and not (_OTHER_FILE.match(destination.text) and known.can_look):
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


def _suspects(text: str, headings: Collection[str], people: Span) -> Iterator[int]:
    """Where something stands that looks like a link, and leads to no heading or into another file."""
    for pattern in (_IN_TEXT, *_in_html(text)):
        for found in pattern.finditer(text):
            if (
                found["place"][1:] in headings
                and text.startswith("](#", found.start())
                and text.startswith(")", found.end())
            ):
                continue  # as most are, in tables of contents
            fragment = _fragment(found["place"])
            is_whole = found["place"].startswith("#") and text[found.end() : found.end() + 1] in _ENDS[found["opened"]]
            is_near = is_whole and (fragment in headings or _EVERYWHERE.fullmatch(fragment))
            if not is_near and not _is_of_people(people, found.start(), fragment):
                yield found.start()
    if ".m" in text or ".M" in text:
        yield from (found.start() for found in _IN_FILE.finditer(text))


def _in_html(text: str) -> Iterator[re.Pattern[str]]:
    """What finds addresses in HTML; the slower patterns only where there are capitals."""
    if "<" not in text or not _TO_FRAGMENT.search(text):
        return
    lower = text.lower()
    for name, pattern in _IN_HTML.items():
        if number := lower.count(name):
            yield pattern if text.count(name) == number else _IN_ANY_HTML[name]


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
        self._alike: dict[frozenset[str], _Alike] = {}
        self._searches = 0

    @property
    def can_look(self) -> bool:
        """Whether there are files around the document."""
        return self._surroundings.kind(".") is PathKind.FOLDER

    def anchors(self, path: str) -> frozenset[str] | None:
        """The anchors of the file at a path; None where it cannot be read."""
        if path not in self._by_path:
            self._by_path[path] = self._read(path)
        return self._by_path[path]

    def _read(self, path: str) -> frozenset[str] | None:
        if self._surroundings.kind(path) is not PathKind.FILE:
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
        if anchors not in self._alike:
            self._alike[anchors] = _Alike(anchors)
        return self._alike[anchors].nearest(fragment)


class _Alike:
    """Some anchors, among which the nearest is looked for."""

    def __init__(self, anchors: frozenset[str]) -> None:
        self._by_bare = {_bare(anchor): anchor for anchor in sorted(anchors, reverse=True)}
        self._names = Names(anchors)

    def nearest(self, fragment: str) -> str:
        """That which differs in nothing but hyphens and signs, else that which is most like it, "" where none is."""
        bare = _bare(fragment)
        return (bare and self._by_bare.get(bare)) or self._names.nearest(fragment, _ALIKE)


def _fix(source: Source, destination: Destination, fragment: str, near: str) -> Fix | None:
    """Put the nearest anchor, where it differs in nothing but hyphens and signs."""
    written = source.slice(destination.place)
    if not near or _bare(near) != _bare(fragment) or written != destination.text:
        return None
    start = destination.place.start + written.index("#") + 1
    return Fix(
        f"lead to #{near}", (Edit(Span(start, destination.place.end), near),), applicability=Applicability.UNSAFE
    )


RULE = rule("RS303", "missing-anchor", Level.WARNING, _find)
