"""Legends: what a document says its symbols mean, as in `🟢 = done, 🟡 = in progress`.

A legend outranks what a symbol means by default, and it alone tells what a coloured circle means. It is a paragraph, a
list or a small table in which at least two symbols stand, each with the word of another state.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from readme_sync.markdown import Block, Document, List, Paragraph, Table
from readme_sync.model import Figure, Progress, State
from readme_sync.notations import status
from readme_sync.text.regex import regex
from readme_sync.trackers.figures import CellFigures

_LONGEST = 1_200
_NOISE = " \t\n\r*`_=:：→>|·•,，、;；.。-–—!\xa0"
_SYMBOL = regex(f"([{''.join(re.escape(mark) for mark in status.NOTATION.marks if len(mark) == 1)}])\ufe0f?")
_CUT = regex(r"[(（\[<\n]|\s[-–—=:]\s|[,，;；·•|/]")


class Meaning(NamedTuple):
    """What a symbol means, and in which word."""

    state: State
    word: str


Legend = Mapping[str, Meaning]
"""By symbol, what it means."""


def explained(cell: CellFigures, legend: Legend) -> CellFigures:
    """The cell with its symbols read as the legend says; a word beside a symbol needs none."""
    return cell._replace(figures=tuple(_figure(figure, legend) for figure in cell.figures))


def _figure(figure: Figure, legend: Legend) -> Figure:
    if figure.notation != status.NOTATION.name:
        return figure
    symbol, word = status.parts(figure.excerpt.text)
    meaning = None if word else legend.get(status.bare(symbol))
    return figure._replace(progress=Progress.of_state(meaning.state)) if meaning else figure


def read_legend(document: Document) -> Legend:
    """What the document says its symbols mean; those of which it says two things are left out."""
    if not _SYMBOL.search(document.source.text):
        return {}
    found: dict[str, Meaning] = {}
    unclear = set()
    for block in document.walk():
        for symbol, meaning in _of_block(document, block).items():
            if found.setdefault(symbol, meaning).state is not meaning.state:
                unclear.add(symbol)
    return {symbol: meaning for symbol, meaning in found.items() if symbol not in unclear}


def _of_block(document: Document, block: Block) -> dict[str, Meaning]:
    """What one block says, if it is a legend."""
    if not isinstance(block, (Paragraph, List, Table)) or block.span.length > _LONGEST:
        return {}
    text = document.source.slice(block.span)
    if isinstance(block, Table):
        text = "\n".join(row.text[row.span.start : row.span.end] for row in block.rows if _SYMBOL.match(row.texts[0]))
    meanings = dict(_meanings(text))
    return meanings if len({meaning.state for meaning in meanings.values()}) > 1 else {}


def _meanings(text: str) -> Iterator[tuple[str, Meaning]]:
    """Each symbol of a text with the word that stands behind it."""
    pieces = _SYMBOL.split(text.replace("&nbsp;", " "))
    for symbol, after in zip(pieces[1::2], pieces[2::2], strict=True):
        word = _CUT.split(after.strip(_NOISE), maxsplit=1)[0].strip(_NOISE)
        state = status.words().get(status.fold(word), State.UNKNOWN)
        if state is not State.UNKNOWN and status.is_of_work(word):
            yield symbol, Meaning(state, word)
