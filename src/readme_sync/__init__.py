"""Keeps the numbers in a README true: reads them, computes what each should be, rewrites only those characters.

    import readme_sync

    readme = readme_sync.parse(text)
    readme.tally.percent
    readme_sync.check(readme)
    readme_sync.sync(text).source.text
    readme_sync.apply(text, readme_sync.SetProgress("Huggingface NLP", "40")).source.text

A name is imported when it is first used, so `import readme_sync` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readme_sync.bulk.plan import apply_edits
    from readme_sync.disk import settings_for, surroundings_of
    from readme_sync.disk.update_file import update_file
    from readme_sync.editing.apply import apply
    from readme_sync.editing.fixes import fix
    from readme_sync.editing.format_tables import format_tables
    from readme_sync.editing.migrate import migrate
    from readme_sync.editing.operations.add import AddItem
    from readme_sync.editing.operations.column import EditColumn
    from readme_sync.editing.operations.move import MoveItem
    from readme_sync.editing.operations.put import PutCell
    from readme_sync.editing.operations.remove import RemoveItem
    from readme_sync.editing.operations.rename import RenameItem
    from readme_sync.editing.operations.renumber import Renumber
    from readme_sync.editing.operations.reset import ResetItems
    from readme_sync.editing.operations.set import SetProgress
    from readme_sync.editing.operations.sort import SortItems
    from readme_sync.editing.operations.upsert import Upsert
    from readme_sync.editing.sync import sync
    from readme_sync.editor import Editor, ItemHandle, SectionHandle, TrackerHandle, edit, open
    from readme_sync.errors import (
        ConfigError,
        EditError,
        InputError,
        ReadmeSyncError,
        RemoteError,
        RequestError,
        WriteError,
    )
    from readme_sync.model import (
        Change,
        Figure,
        Fix,
        Item,
        Level,
        Outcome,
        Progress,
        Readme,
        Result,
        Section,
        Settings,
        Skipped,
        State,
        Tally,
        Tracker,
    )
    from readme_sync.reader import parse
    from readme_sync.rules import check
    from readme_sync.text import Edit, Source, Span
    from readme_sync.version import __version__

__all__ = [
    "AddItem",
    "Change",
    "ConfigError",
    "Edit",
    "EditColumn",
    "EditError",
    "Editor",
    "Figure",
    "Fix",
    "InputError",
    "Item",
    "ItemHandle",
    "Level",
    "MoveItem",
    "Outcome",
    "Progress",
    "PutCell",
    "Readme",
    "ReadmeSyncError",
    "RemoteError",
    "RemoveItem",
    "RenameItem",
    "Renumber",
    "RequestError",
    "ResetItems",
    "Result",
    "Section",
    "SectionHandle",
    "SetProgress",
    "Settings",
    "Skipped",
    "SortItems",
    "Source",
    "Span",
    "State",
    "Tally",
    "Tracker",
    "TrackerHandle",
    "Upsert",
    "WriteError",
    "__version__",
    "apply",
    "apply_edits",
    "check",
    "edit",
    "fix",
    "format_tables",
    "migrate",
    "open",
    "parse",
    "settings_for",
    "surroundings_of",
    "sync",
    "update_file",
]

_MODULES = {
    "version": "__version__",
    "errors": "ConfigError EditError InputError ReadmeSyncError RemoteError RequestError WriteError",
    "text": "Edit Source Span",
    "model": "Change Figure Fix Item Level Outcome Progress Readme Result Section Settings Skipped State Tally Tracker",
    "reader": "parse",
    "rules": "check",
    "editing.apply": "apply",
    "editing.fixes": "fix",
    "editing.format_tables": "format_tables",
    "editing.migrate": "migrate",
    "editing.operations.add": "AddItem",
    "editing.operations.column": "EditColumn",
    "editing.operations.move": "MoveItem",
    "editing.operations.put": "PutCell",
    "editing.operations.remove": "RemoveItem",
    "editing.operations.rename": "RenameItem",
    "editing.operations.renumber": "Renumber",
    "editing.operations.reset": "ResetItems",
    "editing.operations.set": "SetProgress",
    "editing.operations.sort": "SortItems",
    "editing.operations.upsert": "Upsert",
    "editing.sync": "sync",
    "disk": "settings_for surroundings_of",
    "disk.update_file": "update_file",
    "editor": "Editor ItemHandle SectionHandle TrackerHandle edit open",
    "bulk.plan": "apply_edits",
}
"""The modules that define the public names, each with its names."""

_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    return value  # the next time Python finds it without this function


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
