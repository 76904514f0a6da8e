"""The editing verbs: one module a verb, each with a class of values and the function that turns one into edits."""

from functools import cache

from readme_sync.editing.operation import Operation
from readme_sync.plugins import module_named, modules_in

__all__ = ["operations"]


@cache
def operations() -> dict[str, type[Operation]]:
    """Return all classes of operations, by verb."""
    return {name: module_named(f"{__name__}.{name}").OPERATION for name in modules_in(__path__)}
