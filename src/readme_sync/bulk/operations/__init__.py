"""What can be done to a document: one module per operation, found by itself."""

from functools import cache

from readme_sync.bulk.operation import Operation
from readme_sync.plugins import module_named, modules_in


@cache
def operations() -> dict[str, type[Operation]]:
    """All operations by name."""
    return {name: module_named(f"{__name__}.{name}").OPERATION for name in modules_in(__path__)}
