"""What regions should hold: one module per kind, found by its name.

Each has `hold(region, around)`, which answers with a `RegionCheck`: the region as it stands, beside what it should be.
"""

from typing import TYPE_CHECKING

from readme_sync.model import Region, RegionCheck
from readme_sync.plugins import module_named
from readme_sync.sources.context import DocumentContext

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["hold"]


def hold(region: Region, around: DocumentContext) -> RegionCheck:
    """How a region stands to what it should hold.

    Raises:
        ReadmeSyncError: what it asks for is not there.
    """
    of_kind: Callable[[Region, DocumentContext], RegionCheck] = module_named(f"{__name__}.{region.kind}").hold
    return of_kind(region, around)
