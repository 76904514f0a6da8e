"""Keeps every figure in a README true: reads the figures, knows what each should be, rewrites just those characters.

    import readme_sync

    readme = readme_sync.parse(text)
    readme.tally.percent
    readme_sync.check(readme)
    readme_sync.sync(text).source.text
    readme_sync.update(text, "Huggingface NLP", "40").source.text

Names are imported when they are first used: `import readme_sync` costs next to nothing.
"""

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

_ROOMS = {
    "api": (
        "Edited",
        "Fixed",
        "Formatted",
        "Migrated",
        "Spot",
        "Synced",
        "Updated",
        "add_row",
        "check",
        "edit_file",
        "fix",
        "fix_file",
        "format_file",
        "format_tables",
        "migrate",
        "migrate_file",
        "move_row",
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
    ),
    "bulk": ("Applied", "apply_edits"),
    "errors": (
        "ConfigError",
        "EditError",
        "InputError",
        "ReadmeSyncError",
        "RemoteError",
        "RequestError",
        "WriteError",
    ),
    "editor": ("Editor", "ItemHandle", "SectionHandle", "TrackerHandle", "edit", "open"),
    "model": (
        "Figure",
        "Fix",
        "Item",
        "Level",
        "Progress",
        "Readme",
        "Result",
        "Section",
        "Settings",
        "State",
        "Tally",
        "Tracker",
    ),
    "text": ("Edit", "Source", "Span"),
    "version": ("__version__",),
}


def __getattr__(name: str) -> object:
    from readme_sync.plugins import name_of  # noqa: PLC0415  next to nothing

    return globals().setdefault(name, name_of(__name__, _ROOMS, name))  # the next time there is nothing to look up


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
