"""The editing verbs: one module a verb, each with a class of values and the function that turns one into edits."""

from functools import cache
from typing import TYPE_CHECKING

from readme_sync.plugins import Plugins

if TYPE_CHECKING:
    from readme_sync.editing.operation import Operation

__all__ = ["operations"]

PLUGINS = Plugins["type[Operation]"](__name__, "OPERATION")


@cache
def operations() -> "dict[str, type[Operation]]":
    """Return all classes of operations, by verb."""
    return {name: PLUGINS.load(name) for name in PLUGINS.names()}
