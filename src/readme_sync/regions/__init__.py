"""What regions should hold: one module per kind, found by its name.

Each has `hold(region, around)`, which answers with a `RegionCheck`: the region as it stands, beside what it should be.
"""

from collections.abc import Callable

from readme_sync.model import Region, RegionCheck
from readme_sync.plugins import Plugins
from readme_sync.sources.context import DocumentContext

__all__ = ["hold"]

PLUGINS = Plugins[Callable[[Region, DocumentContext], RegionCheck]](__name__, "hold")


def hold(region: Region, around: DocumentContext) -> RegionCheck:
    """Return how a region stands to what it should hold.

    Raises:
        ReadmeSyncError: what it asks for is not there.
    """
    return PLUGINS.load(region.kind)(region, around)
