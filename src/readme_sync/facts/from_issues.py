"""Facts from issues on GitHub: the closed ones of those that a search finds."""

from readme_sync.facts.amount import Amount, things
from readme_sync.facts.around import Around
from readme_sync.facts.network import github_of
from readme_sync.model import FactSource


def count(source: FactSource, _section: int, around: Around) -> Amount:
    """What the issues come to.

    Raises:
        RequestError: there is no connection, or GitHub refuses the search.
    """
    what = f"issues {source.at!r}"
    return things(*github_of(around, what).issues(source.at), what)
