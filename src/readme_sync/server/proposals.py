"""What can stand in a marker at the cursor: values, sources, sections, facts, regions, rules."""

from collections.abc import Iterator
from typing import NamedTuple

from lsprotocol.types import CompletionItem, CompletionItemKind, TextEdit

from readme_sync import rules
from readme_sync.markers.expressions import kinds, values
from readme_sync.markers.tags import DATA, OPTIONS
from readme_sync.model import RegionKind
from readme_sync.model.claim import Basis
from readme_sync.server.analysis import Analysis
from readme_sync.server.answers import tally_text
from readme_sync.server.positions import Positions
from readme_sync.text import Span
from readme_sync.trackers.sections import lasting_anchor

TRIGGERS = ["-", ":", " ", "#", "="]
_BEGIN = "<!--"
_NAME = "readme-sync"
_IGNORES = ("ignore", "ignore-file")


class _Word(NamedTuple):
    """A word that can stand there, and what it means."""

    text: str
    kind: CompletionItemKind
    meaning: str = ""


def completions(before: str, offset: int, analysis: Analysis | None, positions: Positions) -> list[CompletionItem]:
    """Return what can stand at an offset, behind a text in the same line; nothing outside of markers."""
    start = before.rfind(_BEGIN)
    if start < 0 or "-->" in before[start:]:
        return []
    inside = before[start + len(_BEGIN) :].lstrip()
    name, colon, said = inside.partition(":")
    if not colon:
        written, found = (
            inside,
            [_Word(f"{_NAME}: ", CompletionItemKind.Keyword), _Word(f"/{_NAME} -->", CompletionItemKind.Keyword)],
        )
    elif name.strip().casefold() == _NAME:
        *words, written = said.replace(",", ", ").split(" ")
        found = list(_following([word for word in words if word], written, analysis))
    else:
        return []
    where = positions.range(Span(offset - len(written), offset))
    return [
        CompletionItem(
            one.text.strip(),
            kind=one.kind,
            detail=one.meaning or None,
            sort_text=f"{rank:04}",
            filter_text=one.text,
            text_edit=TextEdit(where, one.text),
        )
        for rank, one in enumerate(found)
        if one.text.casefold().startswith(written.casefold())
    ]


def _following(words: list[str], written: str, analysis: Analysis | None) -> Iterator[_Word]:
    """Yield what can follow some words of a marker."""
    if not words:
        yield from (_Word(one, CompletionItemKind.Value, "a number that is kept true") for one in values())
        yield from _sources(analysis)
        yield from (_Word(one.value, CompletionItemKind.Module, "a region that is written") for one in RegionKind)
        yield from (_Word(one, CompletionItemKind.Keyword, "leaves results out") for one in _IGNORES)
    elif words[0] in _IGNORES:
        yield from (_Word(rule, CompletionItemKind.Constant, name) for rule, name in rules.names().items())
    elif words[0] in tuple(RegionKind):
        yield from _of_region(RegionKind(words[0]), words, written, analysis)
    elif words[-1] == "by":
        yield from (_Word(one.value, CompletionItemKind.EnumMember, "what is counted") for one in Basis if one)
    elif words[-1] == "of" or words[-1].endswith(","):
        yield from _sources(analysis)
    else:
        yield from (_Word(one, CompletionItemKind.Keyword) for one in ("of", "out of", "by"))


def _of_region(kind: RegionKind, words: list[str], written: str, analysis: Analysis | None) -> Iterator[_Word]:
    if written.startswith("of="):
        yield from (one._replace(text=f"of={one.text}") for one in _sections(analysis))
    elif kind is RegionKind.TABLE and len(words) == 1:
        yield from (_Word(one, CompletionItemKind.Module, "where the rows come from") for one in DATA)
    else:
        yield from (_Word(f"{one.name}=", CompletionItemKind.Property, one.means) for one in OPTIONS[kind])


def _sources(analysis: Analysis | None) -> Iterator[_Word]:
    yield from _sections(analysis)
    yield from _facts(analysis)
    yield from (_Word(one, CompletionItemKind.Module, "a source") for one in kinds())


def _facts(analysis: Analysis | None) -> Iterator[_Word]:
    """Yield the named facts of the configuration."""
    facts = analysis.readme.settings.facts if analysis and analysis.readme else ()
    yield from (_Word(one.at, CompletionItemKind.Variable, "a fact of the configuration") for one in facts)


def _sections(analysis: Analysis | None) -> Iterator[_Word]:
    """Yield the anchors of the sections, without the numbers in their headings, with how far each is."""
    if analysis is None or analysis.readme is None:
        return
    sections = analysis.readme.sections
    for index, section in enumerate(sections):
        if anchor := lasting_anchor(sections, index):
            tally = tally_text(analysis.tallies[index])
            yield _Word(
                f"#{anchor}", CompletionItemKind.Reference, f"{section.title}: {tally}" if tally else section.title
            )
