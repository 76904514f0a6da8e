"""What can be done to a document: one module per operation, found by itself."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from readme_sync.edits.operation import Operation


@cache
def operations() -> dict[str, type[Operation]]:
    """All operations by name."""
    names = sorted(module.name for module in iter_modules(__path__))
    return {name: import_module(f"{__name__}.{name}").OPERATION for name in names}
