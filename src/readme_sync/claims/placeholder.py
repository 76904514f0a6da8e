"""A word in the place of the figure of all: `Progress: calculating...` over items."""

import re
from collections.abc import Iterator

from readme_sync.claims._counts import fact_of
from readme_sync.claims._page import ClaimContext
from readme_sync.claims._words import label_before, speaks_of_all
from readme_sync.claims.form import Form
from readme_sync.markdown import Heading, Paragraph
from readme_sync.markdown.plain_text import shown
from readme_sync.model import Bound, Claim, Doubt, Figure, Progress, State, Value
from readme_sync.text import Excerpt
from readme_sync.text.regex import regex
from readme_sync.text.source import cut, whole_span

_WORDS = (
    *("calculating", "computing", "loading", "counting"),
    *("calculando", "chargement", "计算中", "計算中", "계산중"),
)
_PLACEHOLDER = regex(
    rf"[:：][*_` \xa0]{{1,6}}(?P<word>(?:{'|'.join(_WORDS)})(?:\.{{2,3}}|…)?)(?=[*_`\s]*(?:[\n|]|\Z))",
    re.IGNORECASE,
)


def _find(page: ClaimContext) -> Iterator[Claim]:
    if not page.inside[0] or not _may_hold(page.readme.source.text):
        return
    blocks: list[Heading | Paragraph] = [*page.document.headings, *page.document.every(Paragraph)]
    for block in blocks:
        if _may_hold(block.content.text):
            yield from _claims(page, shown(page.document, block.content), page.section_of(block.span.start))


def _may_hold(text: str) -> bool:
    """Return whether one of the words stands in a text."""
    folded = text.casefold()
    return any(word in folded for word in _WORDS)


def _claims(page: ClaimContext, seen: Excerpt, section: int) -> Iterator[Claim]:
    for found in _PLACEHOLDER.finditer(seen.text):
        excerpt = cut(seen, *found.span("word"))
        if excerpt and speaks_of_all(label_before(seen.text, found.start())):
            figure = Figure("percent", excerpt, whole_span(excerpt), Progress.of_state(State.IN_PROGRESS))
            fact = fact_of(page.counts(0, "of this document")[:1])
            yield Claim(figure, Value.FRACTION, fact, Bound.FORM, section, Doubt.PLACEHOLDER)


FORM = Form("placeholder", 230, _find)
