"""Documents that are edited step by step: open one, change its rows, look at the diff, save it.

A thin layer over `api`: each step is one of its verbs, made against the text as it is and verified as ever.
"""

from readme_sync.editor.document import Editor, edit, open
from readme_sync.editor.handles import ItemHandle, SectionHandle, TrackerHandle

__all__ = ["Editor", "ItemHandle", "SectionHandle", "TrackerHandle", "edit", "open"]
