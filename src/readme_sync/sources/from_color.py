"""The color of a badge, by the number or the percent that a named fact is."""

from readme_sync.errors import RequestError
from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, text_of
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.from_fact import count as count_fact


def count(source: FactSource, section: int, around: DocumentContext) -> Amount:
    """Return the last color whose number is reached, the first color where none is.

    Raises:
        ReadmeSyncError: the fact is a text, no share, or cannot be found.
    """
    (fact,) = source.parts
    amount = count_fact(fact, section, around)
    if amount.text:
        raise RequestError(f"{fact.at} is the text {amount.text!r}, so it has no color", hint="remove colors")
    way = amount.ways[0]
    value = way.done if way.total is None else way.percent
    if value is None:
        raise RequestError(f"{fact.at}: {way.done:g} of {way.total:g} is no share", hint="check what it is out of")
    reached = [color for start, color in source.colors if start <= value]
    return text_of((reached or [source.colors[0][1]])[-1], f"the color of {fact.at}")
