"""Add a row or a task, written as its neighbours."""

from readme_sync.cli.edit_run import edit_command
from readme_sync.editing.operations.add import AddItem

command = edit_command("add", AddItem)
