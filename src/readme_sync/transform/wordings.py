"""How a document words its states: what a new state is written like."""

from collections.abc import Iterator

from readme_sync.model import Figure, Readme, State
from readme_sync.reading.legends import read_legend


def wordings(readme: Readme, figure: Figure) -> list[tuple[str, State]]:
    """The document's wordings in the notation of a figure, with what they state; those of its own column first."""
    found: dict[str, State] = {figure.excerpt.text: figure.progress.state}
    for one in sorted(_alike(readme, figure), key=lambda one: not one[0]):
        found.setdefault(one[1].excerpt.text, one[1].progress.state)
    for symbol, meaning in read_legend(readme.document).items():
        found.setdefault(symbol, meaning.state)
        found.setdefault(f"{symbol} {meaning.word}", meaning.state)
    for word, state in readme.settings.words:
        found.setdefault(word, state)
    return list(found.items())


def _alike(readme: Readme, figure: Figure) -> Iterator[tuple[bool, Figure]]:
    """Every figure in the same notation, and whether it stands in the same column."""
    for tracker in readme.trackers:
        is_near = tracker.span.contains(figure.span)
        for item in tracker.items:
            for one in item.figures:
                if one.notation == figure.notation:
                    yield is_near and one.column == figure.column, one
