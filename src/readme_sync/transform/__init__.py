"""What to change: a model and an intent in, edits out."""

from readme_sync.transform.find import find_item
from readme_sync.transform.fitting import fitted
from readme_sync.transform.set_progress import set_progress
from readme_sync.transform.value import parse_value

__all__ = ["find_item", "fitted", "parse_value", "set_progress"]
