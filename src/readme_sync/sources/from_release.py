"""Facts from releases on GitHub: the tag of the latest one."""

from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, text_of
from readme_sync.sources.context import DocumentContext, github_of


def count(_source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return the tag.

    Raises:
        RequestError: there is no connection, no release, or its tag cannot stand in a document.
    """
    what = "the latest release"
    return text_of(github_of(around, what).release(), what)
