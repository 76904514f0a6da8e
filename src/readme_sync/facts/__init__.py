"""What claims should say: from the items of this document, from other files, from GitHub."""

from readme_sync.facts.facts import Facts
from readme_sync.facts.network import needs_github

__all__ = ["Facts", "needs_github"]
