"""Documents that are edited step by step: open one, change its rows, look at the diff, save it.

A thin layer over `api`: each step is one of its verbs, made against the text as it is and verified as ever.
"""

from readme_sync.live.editor import Editor
from readme_sync.live.items import LiveItem
from readme_sync.live.opening import edit, open  # noqa: A004  as gzip.open
from readme_sync.live.sections import LiveSection, LiveTracker

__all__ = ["Editor", "LiveItem", "LiveSection", "LiveTracker", "edit", "open"]
