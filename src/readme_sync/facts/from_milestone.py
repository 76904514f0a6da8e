"""Facts from a milestone on GitHub: its closed issues of all its issues."""

from readme_sync.facts.amount import Amount, things
from readme_sync.facts.around import Around
from readme_sync.facts.network import github_of
from readme_sync.model import FactSource


def count(source: FactSource, _section: int, around: Around) -> Amount:
    """What a milestone comes to.

    Raises:
        RequestError: there is no connection, or no such milestone.
    """
    what = f"milestone {source.at}"
    return things(*github_of(around, what).milestone(source.at), what)
