"""Facts from a milestone on GitHub: its closed issues of all its issues."""

from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, count_of
from readme_sync.sources.context import DocumentContext, github_of


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return what a milestone comes to.

    Raises:
        RequestError: there is no connection, or no such milestone.
    """
    what = f"milestone {source.at}"
    return count_of(*github_of(around, what).milestone(source.at), what)
