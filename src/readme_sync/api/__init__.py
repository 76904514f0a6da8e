"""What readme-sync does, as functions of text and values; only the `..._file` functions touch a file."""

from readme_sync.api.checking import Fixed, check, fix, fix_file
from readme_sync.api.documents import Text
from readme_sync.api.formatting import Formatted, format_file, format_tables
from readme_sync.api.migrating import Migrated, migrate, migrate_file
from readme_sync.api.parsing import parse, settings_for
from readme_sync.api.updating import Updated, update, update_file

__all__ = [
    "Fixed",
    "Formatted",
    "Migrated",
    "Text",
    "Updated",
    "check",
    "fix",
    "fix_file",
    "format_file",
    "format_tables",
    "migrate",
    "migrate_file",
    "parse",
    "settings_for",
    "update",
    "update_file",
]
