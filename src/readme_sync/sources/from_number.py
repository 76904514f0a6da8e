"""Facts that are a constant: `out of 150`."""

from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, number
from readme_sync.sources.context import DocumentContext


def count(source: FactSource, _section: int, _around: DocumentContext) -> Amount:
    """Return the number."""
    return number(source.number, f"{source.number:.15g}")
