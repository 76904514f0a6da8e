"""What the operations on rows make of a document that was read: the functions behind the values, under one name."""

from collections.abc import Mapping

from readme_sync.editing.operation import with_repad
from readme_sync.editing.operations.add import NewRow, Place, additions
from readme_sync.editing.operations.move import move
from readme_sync.editing.operations.put import put
from readme_sync.editing.operations.remove import remove
from readme_sync.editing.operations.rename import rename
from readme_sync.editing.operations.renumber import renumber
from readme_sync.editing.operations.sort import sort
from readme_sync.editing.row_edits import RowEdits
from readme_sync.model import Progress, Readme

__all__ = ["RowEdits", "add", "move", "put", "remove", "rename", "renumber", "sort", "with_repad"]


def add(readme: Readme, place: Place, label: str, progress: Progress | None, values: Mapping[str, str]) -> RowEdits:
    """Return the edits that add one row or task."""
    new = additions(readme, place)
    new.append(NewRow(label, progress, values))
    return new.edits()
