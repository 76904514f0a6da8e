"""What readme-sync does, as functions of text and values; only the `..._file` functions touch a file."""

from readme_sync.api.checking import Fixed, check, fix, fix_file
from readme_sync.api.documents import Text
from readme_sync.api.migrating import Migrated, migrate, migrate_file
from readme_sync.api.parsing import parse, settings_for
from readme_sync.api.surroundings import surroundings_of
from readme_sync.api.syncing import RULES_OF_REGIONS, Synced, sync, sync_file
from readme_sync.api.updating import Updated, update, update_file

__all__ = [
    "RULES_OF_REGIONS",
    "Fixed",
    "Migrated",
    "Synced",
    "Text",
    "Updated",
    "check",
    "fix",
    "fix_file",
    "migrate",
    "migrate_file",
    "parse",
    "settings_for",
    "surroundings_of",
    "sync",
    "sync_file",
    "update",
    "update_file",
]
