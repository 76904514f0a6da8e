"""Edits of rows and tasks, one module per operation: a Readme and a wish in, a `Change` out."""

from readme_sync.editing.operations._change import Change
from readme_sync.editing.operations.add import add
from readme_sync.editing.operations.move import move
from readme_sync.editing.operations.put import put
from readme_sync.editing.operations.remove import remove
from readme_sync.editing.operations.rename import rename
from readme_sync.editing.operations.renumber import renumber
from readme_sync.editing.operations.sort import sort

__all__ = ["Change", "add", "move", "put", "remove", "rename", "renumber", "sort"]
