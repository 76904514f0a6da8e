"""What a package consists of: modules that are found by their files, names that are loaded when they are used."""

import os
import sys
from collections.abc import Iterable, Mapping
from types import ModuleType

_SUFFIX = ".py"


def modules_in(folders: Iterable[str]) -> list[str]:
    """The names of the modules in a package's folders (its `__path__`), sorted; not those that begin with `_`.

    Not `pkgutil.iter_modules`: that loads `inspect`, which takes a tenth of the time of a check.
    """
    names = (name for folder in folders for name in os.listdir(folder))  # noqa: PTH208  nor pathlib
    return sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX) and not name.startswith("_"))


def module_named(name: str) -> ModuleType:
    """The module of that full name. Not `importlib.import_module`: that is a package of its own to be loaded."""
    __import__(name)
    return sys.modules[name]


def name_of(package: str, rooms: Mapping[str, Iterable[str]], name: str) -> object:
    """What a package offers under a name, out of the module that has it; for the package's `__getattr__`.

    Args:
        package: the package's own name.
        rooms: by module, the names that it has.
        name: the name that is asked for.

    Raises:
        AttributeError: no module has it.
    """
    for room, names in rooms.items():
        if name in names:
            value: object = getattr(module_named(f"{package}.{room}"), name)
            return value
    message = f"module {package!r} has no attribute {name!r}"
    raise AttributeError(message)
