"""Bring the numbers in front of rows in order."""

from readme_sync.cli.edit_run import edit_command
from readme_sync.editing.operations.renumber import Renumber

command = edit_command("renumber", Renumber)
