"""What can be done to a document: one module per operation, found by itself."""

from functools import cache

from readme_sync.bulk.operation import Operation
from readme_sync.plugins import Plugins

PLUGINS = Plugins[type[Operation]](__name__, "OPERATION")


@cache
def operations() -> dict[str, type[Operation]]:
    """All operations by name."""
    return {name: PLUGINS.load(name) for name in PLUGINS.names()}
