"""Which tables, lists and lines hold progress, and what their figures state."""
