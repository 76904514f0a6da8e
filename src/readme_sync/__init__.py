"""Keeps the numbers in a README true: reads them, computes what each should be, rewrites only those characters.

    import readme_sync

    readme = readme_sync.parse(text)
    readme.tally.percent
    readme_sync.check(readme)
    readme_sync.sync(text).source.text
    readme_sync.update(text, "Huggingface NLP", "40").source.text

A name is imported when it is first used, so `import readme_sync` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from readme_sync.api import (
        Edited,
        Fixed,
        Formatted,
        Migrated,
        Spot,
        Synced,
        Updated,
        add_row,
        check,
        edit_file,
        fix,
        fix_file,
        format_file,
        format_tables,
        migrate,
        migrate_file,
        move_row,
        parse,
        put_cell,
        remove_row,
        rename_row,
        renumber_rows,
        settings_for,
        sort_rows,
        surroundings_of,
        sync,
        sync_file,
        update,
        update_file,
        upsert_row,
    )
    from readme_sync.bulk import Applied, apply_edits
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
        Figure,
        Fix,
        Item,
        Level,
        Progress,
        Readme,
        Result,
        Section,
        Settings,
        State,
        Tally,
        Tracker,
    )
    from readme_sync.text import Edit, Source, Span
    from readme_sync.version import __version__

__all__ = [
    "Applied",
    "ConfigError",
    "Edit",
    "EditError",
    "Edited",
    "Editor",
    "Figure",
    "Fix",
    "Fixed",
    "Formatted",
    "InputError",
    "Item",
    "ItemHandle",
    "Level",
    "Migrated",
    "Progress",
    "Readme",
    "ReadmeSyncError",
    "RemoteError",
    "RequestError",
    "Result",
    "Section",
    "SectionHandle",
    "Settings",
    "Source",
    "Span",
    "Spot",
    "State",
    "Synced",
    "Tally",
    "Tracker",
    "TrackerHandle",
    "Updated",
    "WriteError",
    "__version__",
    "add_row",
    "apply_edits",
    "check",
    "edit",
    "edit_file",
    "fix",
    "fix_file",
    "format_file",
    "format_tables",
    "migrate",
    "migrate_file",
    "move_row",
    "open",
    "parse",
    "put_cell",
    "remove_row",
    "rename_row",
    "renumber_rows",
    "settings_for",
    "sort_rows",
    "surroundings_of",
    "sync",
    "sync_file",
    "update",
    "update_file",
    "upsert_row",
]

_PACKAGES = ("version", "errors", "text", "model", "api", "editor", "bulk")
"""Those that define the public names, in the order of their imports: a search loads only what a name needs."""


def __getattr__(name: str) -> object:
    if name in __all__:
        for package in _PACKAGES:
            module = import_module(f"{__name__}.{package}")
            if name in getattr(module, "__all__", vars(module)):
                value = globals()[name] = getattr(module, name)
                return value  # the next time Python finds it without this function
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
