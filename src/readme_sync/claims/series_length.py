"""How long a numbered series is: `6-week plan`, `4 phases`, over headings or items `Week 1` to `Week 7`.

A plan may well be longer than what is listed of it, but not shorter: only a count that is less than what is numbered,
by one or a little, is said, and as it may be of a part, it is in doubt.
"""

from collections.abc import Iterator, Mapping
from itertools import takewhile

from readme_sync.claims._bind import count_claim
from readme_sync.claims._counts import number_at
from readme_sync.claims._page import ClaimContext, TextBlock
from readme_sync.claims._words import single
from readme_sync.claims.form import Form
from readme_sync.markdown import HtmlBlock
from readme_sync.model import Claim, Doubt
from readme_sync.text.regex import regex

_NUMBERED = regex(r"\W{0,4}(?P<noun>[^\W\d_]{3,15})[ \xa0]0?(?P<number>[0-9]{1,3})(?=[:：.)]|[ \xa0]?[-–—:(]|\s*\Z)")
_COUNT = regex(r"(?<![\w.,/:~+#$–-])(?P<value>[0-9]{1,3})[ \xa0-](?P<noun>[^\W\d_]{3,15})\b")
_SOME = regex(
    r"\b(?:first|last|next|only|every|each|of|least|about|around|nearly|over|under|within|to|or|and|these|those|other|per|"
    r"[A-Z][a-z]+)[ \xa0*_]{1,3}\Z"
)
_FEWEST = 3
_SHARE = 0.1


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not page.inside[0] and not page.grids:
        return
    speaking = [
        one
        for one in takewhile(lambda one: one.block.span.start <= page.first and one.section <= 1, page.passages)
        if not one.is_listed and not isinstance(one.block, HtmlBlock) and _COUNT.search(one.raw.replace("*", ""))
    ]
    if not speaking:
        return
    texts = [section.title for section in page.sections]
    texts += [item.label for tracker in page.inside[0] for item in tracker.items]
    for grid in page.grids:
        noun = grid.header[0]
        texts += [f"{noun} {text.strip('* ')}" for text in grid.texts[0] if text.strip("* ").isdigit()] if noun else []
    sizes = _sizes(texts)
    for passage in speaking if sizes else ():
        yield from _claims(passage, sizes)


def _claims(passage: TextBlock, sizes: Mapping[str, int]) -> Iterator[Claim]:
    text = passage.seen.text
    for found in _COUNT.finditer(text):
        size = sizes.get(single(found["noun"]), 0)
        if (
            size
            and 0 <= size - int(found["value"]) <= max(1, _SHARE * size)
            and not _SOME.search(text[: found.start()])
        ):
            figure = number_at(passage.seen, found.span("value"))
            if figure:
                origin = f"{size} of them are numbered"
                yield count_claim(figure, passage.section, [size], origin, Doubt.OTHER_THING)


def _sizes(texts: list[str]) -> dict[str, int]:
    """Return, by noun in the singular, how long the series is that runs from 1 without a gap."""
    numbers: dict[str, set[int]] = {}
    for text in texts:
        found = _NUMBERED.match(text)
        if found:
            numbers.setdefault(single(found["noun"]), set()).add(int(found["number"]))
    return {noun: len(those) for noun, those in numbers.items() if len(those) >= _FEWEST and max(those) == len(those)}


FORM = Form("series-length", 205, _find)
