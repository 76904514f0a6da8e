"""Characters, positions, bytes and edits; knows no Markdown."""

from readme_sync.text.edit import Edit, apply
from readme_sync.text.excerpt import Excerpt
from readme_sync.text.source import Source
from readme_sync.text.span import Position, Span

__all__ = ["Edit", "Excerpt", "Position", "Source", "Span", "apply"]
