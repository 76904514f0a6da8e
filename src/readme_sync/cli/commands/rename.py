"""Give a row or a task another label."""

from readme_sync.cli.edit_run import edit_command
from readme_sync.editing.operations.rename import RenameItem

command = edit_command("rename", RenameItem)
