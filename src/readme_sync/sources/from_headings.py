"""Facts from headings: how many headings of a level stand in some documents."""

from readme_sync.markdown import Heading, parse
from readme_sync.model import FactSource
from readme_sync.sources.amount import Amount, number
from readme_sync.sources.context import DocumentContext
from readme_sync.sources.data_files import texts_of, written_path
from readme_sync.text import Source


def count(source: FactSource, _section: int, around: DocumentContext) -> Amount:
    """Return how many headings there are, of one level or of all.

    Raises:
        ReadmeSyncError: no file matches the pattern, or one cannot be read.
    """
    found = 0
    for path, text in texts_of(source.pattern, around):
        levels = [heading.level for heading in parse(Source(text, path)).every(Heading)]
        found += levels.count(int(source.number)) if source.number else len(levels)
    return number(found, f"headings of {written_path(source.pattern)}")._replace(may_be_percent=False)
