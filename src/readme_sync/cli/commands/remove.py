"""Remove a row of a table, or a task."""

from readme_sync.cli.edit_run import edit_command
from readme_sync.editing.operations.remove import RemoveItem

command = edit_command("remove", RemoveItem)
