"""Facts from files: what exists is done."""

from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, count_of, number
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import unmatched, written_path
from readme_sync.text.glob import is_pattern


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return how many files and folders match a pattern; a plain path is one thing, done where there is something.

    Raises:
        ReadmeSyncError: a pattern matches nothing, or looks outside the repository.
    """
    pattern = source.pattern or source.path
    found = around.surroundings.count(pattern)
    shown = written_path(pattern)
    if not is_pattern(pattern):
        return count_of(found, 1, f"file {shown!r}")
    if not found:
        raise unmatched(pattern, around)
    # A number of files states no percent by itself, as a number in a data file may.
    return number(found, f"{found} file{'s' * (found != 1)} {shown!r}")._replace(may_be_percent=False)
