"""Documents that are edited step by step: open one, change its rows, look at the diff, save it.

Each step is one operation, done to the text as it is then, and verified.
"""

from readme_sync.editor.handles import Editor, ItemHandle, SectionHandle, TrackerHandle, edit, open

__all__ = ["Editor", "ItemHandle", "SectionHandle", "TrackerHandle", "edit", "open"]
