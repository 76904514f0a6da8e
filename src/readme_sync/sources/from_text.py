"""Facts that are a text: a version, a date, a name."""

from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, text_of
from readme_sync.sources.context import DocumentContext


def count(source: FactSource, _section: int, _around: DocumentContext) -> Amount:
    """Return the text.

    Raises:
        RequestError: it cannot stand in a document.
    """
    return text_of(source.at, f"{source.at!r}")
