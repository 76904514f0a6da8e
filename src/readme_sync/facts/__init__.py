"""What claims should say: from the items of this document, from other files, from GitHub."""

from readme_sync.facts.facts import Facts
from readme_sync.facts.network import needs_github
from readme_sync.facts.wanted import is_right, says, wanted
from readme_sync.facts.wording import said, truth

__all__ = ["Facts", "is_right", "needs_github", "said", "says", "truth", "wanted"]
