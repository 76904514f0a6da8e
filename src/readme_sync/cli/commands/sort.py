"""Sort the rows of a table, or the outer tasks of a list."""

from readme_sync.cli.edit_run import edit_command
from readme_sync.editing.operations.sort import SortItems

command = edit_command("sort", SortItems)
