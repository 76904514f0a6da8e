"""Set the progress of one item, in its own notation."""

from readme_sync.cli.edit_run import edit_command
from readme_sync.editing.operations.set import SetProgress

command = edit_command("set", SetProgress)
