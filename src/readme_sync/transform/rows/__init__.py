"""Edits of rows and tasks, one module per operation: a Readme and a wish in, a `Change` out."""

from readme_sync.transform.rows.add import add
from readme_sync.transform.rows.change import Change
from readme_sync.transform.rows.move import move
from readme_sync.transform.rows.put import put
from readme_sync.transform.rows.remove import remove
from readme_sync.transform.rows.rename import rename
from readme_sync.transform.rows.renumber import renumber
from readme_sync.transform.rows.sort import sort

__all__ = ["Change", "add", "move", "put", "remove", "rename", "renumber", "sort"]
