"""Characters, positions, bytes and edits; knows no Markdown."""

from readme_sync.text.source import Edit, Excerpt, Position, Source, Span, apply

__all__ = ["Edit", "Excerpt", "Position", "Source", "Span", "apply"]
