"""Facts that are a constant: `out of 150`."""

from readme_sync.facts.amount import Amount, number
from readme_sync.facts.around import Around
from readme_sync.model import FactSource


def count(source: FactSource, _section: int, _around: Around) -> Amount:
    """The number."""
    return number(source.number, f"{source.number:g}")
