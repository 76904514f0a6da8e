"""What readme-sync does, as functions of text and values; only the `..._file` functions touch a file."""

from readme_sync.api.checking import Fixed, check, fix, fix_file
from readme_sync.api.documents import Text
from readme_sync.api.formatting import Formatted, format_file, format_tables
from readme_sync.api.migrating import Migrated, migrate, migrate_file
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
from readme_sync.api.updating import Updated, update, update_file
from readme_sync.api.upserting import upsert_row

__all__ = [
    "Edited",
    "Fixed",
    "Formatted",
    "Migrated",
    "Spot",
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
    "update",
    "update_file",
    "upsert_row",
]
