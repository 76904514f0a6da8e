"""What regions should hold: one module per kind, found by its name.

Each has `hold(region, around)`, which answers with a `Holding`: the region as it stands, beside what it should be.
"""

from typing import TYPE_CHECKING

from readme_sync.facts.around import Around
from readme_sync.model import Holding, Region
from readme_sync.registry import module_named

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["hold"]


def hold(region: Region, around: Around) -> Holding:
    """How a region stands to what it should hold.

    Raises:
        ReadmeSyncError: what it asks for is not there.
    """
    of_kind: Callable[[Region, Around], Holding] = module_named(f"{__name__}.{region.kind}").hold
    return of_kind(region, around)
