"""Keeps every figure in a README true: reads the figures, knows what each should be, rewrites just those characters.

    import readme_sync

    readme = readme_sync.parse(text)
    readme.tally.percent
    readme_sync.check(readme)
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
        update,
        update_file,
        upsert_row,
    )
    from readme_sync.edits import Applied, apply_edits
    from readme_sync.errors import ConfigError, EditError, InputError, ReadmeSyncError, RequestError, WriteError
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

__version__ = "0.1.0"

__all__ = [
    "Applied",
    "ConfigError",
    "Edit",
    "EditError",
    "Edited",
    "Figure",
    "Fix",
    "Fixed",
    "Formatted",
    "InputError",
    "Item",
    "Level",
    "Migrated",
    "Progress",
    "Readme",
    "ReadmeSyncError",
    "RequestError",
    "Result",
    "Section",
    "Settings",
    "Source",
    "Span",
    "Spot",
    "State",
    "Tally",
    "Tracker",
    "Updated",
    "WriteError",
    "__version__",
    "add_row",
    "apply_edits",
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
        "update",
        "update_file",
        "upsert_row",
    ),
    "edits": ("Applied", "apply_edits"),
    "errors": ("ConfigError", "EditError", "InputError", "ReadmeSyncError", "RequestError", "WriteError"),
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
}


def __getattr__(name: str) -> object:
    for room, names in _ROOMS.items():
        if name in names:
            from importlib import import_module  # noqa: PLC0415  next to nothing

            value: object = getattr(import_module(f"{__name__}.{room}"), name)
            globals()[name] = value  # the next time there is nothing to look up
            return value
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
