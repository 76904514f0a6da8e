"""Move a row or a task to another place."""

from readme_sync.cli.edit_run import edit_command
from readme_sync.editing.operations.move import MoveItem

command = edit_command("move", MoveItem)
