"""What claims should say: from the items of this document, from other files, from GitHub."""

from readme_sync.sources.facts import Facts

__all__ = ["Facts"]
