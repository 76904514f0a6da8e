"""Facts from issues on GitHub: the closed ones of those that a search finds."""

from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, count_of
from readme_sync.sources.context import DocumentContext, github_of


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return what the issues come to.

    Raises:
        RequestError: there is no connection, or GitHub refuses the search.
    """
    what = f"issues {source.at!r}"
    return count_of(*github_of(around, what).issues(source.at), what)
