"""The one registry: what a package consists of is found by its files, and imported when it is first asked for."""

import os
from importlib import import_module
from typing import Generic, TypeVar

T = TypeVar("T")

_SUFFIX = ".py"


class Plugins(Generic[T]):
    """The modules of a package that offer the same thing, each under the same attribute.

    A plugin is found by its file, so it is listed nowhere. Files that begin with `_` are not plugins.
    """

    def __init__(self, package: str, attribute: str, *, prefix: str = "", contract: str = "") -> None:
        """Define the plugins of a package; nothing is imported yet.

        Args:
            package: the full name of the package.
            attribute: the name under which each module offers its part.
            prefix: how the file names of plugins begin; the names of the plugins leave it out.
            contract: the module that says what a plugin is, and is none itself.
        """
        self._package = package
        self._attribute = attribute
        self._prefix = prefix
        self._contract = contract

    def names(self) -> list[str]:
        """Return the names of all plugins, sorted."""
        # pkgutil.iter_modules would load `inspect`, which takes a tenth of the time of a check.
        folders = import_module(self._package).__path__
        stems = {name.removesuffix(_SUFFIX) for folder in folders for name in os.listdir(folder) if _is_module(name)}
        stems.discard(self._contract)
        return sorted(stem.removeprefix(self._prefix) for stem in stems if stem.startswith(self._prefix))

    def path(self, name: str) -> str:
        """Return the file of the plugin of that name."""
        return os.path.join(import_module(self._package).__path__[0], f"{self._prefix}{name}{_SUFFIX}")

    def load(self, name: str) -> T:
        """Import the plugin of that name, and return what it offers."""
        plugin: T = getattr(import_module(f"{self._package}.{self._prefix}{name}"), self._attribute)
        return plugin

    def load_all(self) -> list[T]:
        """Import all plugins, and return what they offer in the order of their names."""
        return [self.load(name) for name in self.names()]


def _is_module(name: str) -> bool:
    return name.endswith(_SUFFIX) and not name.startswith("_")
