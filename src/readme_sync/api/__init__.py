"""What readme-sync does, as functions of text and values; only the `..._file` functions touch a file.

Each verb is loaded when it is first asked for: `check` does not wait for what edits rows.
"""

from typing import TYPE_CHECKING

from readme_sync.plugins import lazy_attribute

if TYPE_CHECKING:
    from readme_sync.api.checking import check
    from readme_sync.api.documents import Text
    from readme_sync.api.fixing import Fixed, fix, fix_file
    from readme_sync.api.formatting import Formatted, format_file, format_tables
    from readme_sync.api.migrating import Migrated, migrate, migrate_file
    from readme_sync.api.online import Online
    from readme_sync.api.parsing import parse, settings_for
    from readme_sync.api.rows import (
        Edited,
        Spot,
        add_row,
        edit_file,
        move_row,
        put_cell,
        remove_row,
        rename_row,
        renumber_rows,
        sort_rows,
    )
    from readme_sync.api.surroundings import FileTreeCache, surroundings_of
    from readme_sync.api.syncing import RULES_OF_REGIONS, Synced, sync, sync_file
    from readme_sync.api.updating import Updated, update, update_file
    from readme_sync.api.upserting import upsert_row

__all__ = [
    "RULES_OF_REGIONS",
    "Edited",
    "FileTreeCache",
    "Fixed",
    "Formatted",
    "Migrated",
    "Online",
    "Spot",
    "Synced",
    "Text",
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
]

_MODULES = {
    "upserting": "upsert_row",
    "formatting": "Formatted format_file format_tables",
    "checking": "check",
    "fixing": "Fixed fix fix_file",
    "documents": "Text",
    "migrating": "Migrated migrate migrate_file",
    "online": "Online",
    "parsing": "parse settings_for",
    "rows": "Edited Spot add_row edit_file move_row put_cell remove_row rename_row renumber_rows sort_rows",
    "surroundings": "FileTreeCache surroundings_of",
    "syncing": "RULES_OF_REGIONS Synced sync sync_file",
    "updating": "Updated update update_file",
}


def __getattr__(name: str) -> object:
    value = globals()[name] = lazy_attribute(__name__, _MODULES, name)
    return value  # the next time Python finds it without this function
