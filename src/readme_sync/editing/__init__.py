"""What to change: a model and an intent in, edits out."""

from readme_sync.editing.find import find_item
from readme_sync.editing.keep_alignment import keep_alignment
from readme_sync.editing.set_progress import set_progress
from readme_sync.editing.value import parse_value

__all__ = ["find_item", "keep_alignment", "parse_value", "set_progress"]
