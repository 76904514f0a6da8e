"""Keeps every figure in a README true: reads the figures, knows what each should be, rewrites just those characters.

    import readme_sync

    readme = readme_sync.parse(text)
    readme.tally.percent
    readme_sync.check(readme)
    readme_sync.sync(text).source.text
    readme_sync.apply(text, readme_sync.SetProgress("Huggingface NLP", "40")).source.text

Names are imported when they are first used: `import readme_sync` costs next to nothing.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readme_sync.bulk.apply_edits import apply_edits
    from readme_sync.disk.surroundings import settings_for, surroundings_of
    from readme_sync.disk.update_file import update_file
    from readme_sync.editing.apply import apply
    from readme_sync.editing.fixes import fix
    from readme_sync.editing.format_tables import format_tables
    from readme_sync.editing.migrate import migrate
    from readme_sync.editing.operations.add import AddItem
    from readme_sync.editing.operations.move import MoveItem
    from readme_sync.editing.operations.put import PutCell
    from readme_sync.editing.operations.remove import RemoveItem
    from readme_sync.editing.operations.rename import RenameItem
    from readme_sync.editing.operations.renumber import Renumber
    from readme_sync.editing.operations.set import SetProgress
    from readme_sync.editing.operations.sort import SortItems
    from readme_sync.editing.operations.upsert import Upsert
    from readme_sync.editing.sync import sync
    from readme_sync.editor import Editor, ItemHandle, SectionHandle, TrackerHandle, edit, open  # noqa: A004  as gzip.open
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
    "bulk.apply_edits": ("apply_edits",),
    "disk.surroundings": ("settings_for", "surroundings_of"),
    "disk.update_file": ("update_file",),
    "editing.apply": ("apply",),
    "editing.fixes": ("fix",),
    "editing.format_tables": ("format_tables",),
    "editing.migrate": ("migrate",),
    "editing.operations.add": ("AddItem",),
    "editing.operations.move": ("MoveItem",),
    "editing.operations.put": ("PutCell",),
    "editing.operations.remove": ("RemoveItem",),
    "editing.operations.rename": ("RenameItem",),
    "editing.operations.renumber": ("Renumber",),
    "editing.operations.set": ("SetProgress",),
    "editing.operations.sort": ("SortItems",),
    "editing.operations.upsert": ("Upsert",),
    "editing.sync": ("sync",),
    "editor": ("Editor", "ItemHandle", "SectionHandle", "TrackerHandle", "edit", "open"),
    "errors": (
        "ConfigError",
        "EditError",
        "InputError",
        "ReadmeSyncError",
        "RemoteError",
        "RequestError",
        "WriteError",
    ),
    "model": (
        "Change",
        "Figure",
        "Fix",
        "Item",
        "Level",
        "Outcome",
        "Progress",
        "Readme",
        "Result",
        "Section",
        "Settings",
        "Skipped",
        "State",
        "Tally",
        "Tracker",
    ),
    "reader": ("parse",),
    "rules": ("check",),
    "text": ("Edit", "Source", "Span"),
    "version": ("__version__",),
}


def __getattr__(name: str) -> object:
    from readme_sync.plugins import name_of  # noqa: PLC0415  next to nothing

    return globals().setdefault(name, name_of(__name__, _MODULES, name))  # the next time there is nothing to look up


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
