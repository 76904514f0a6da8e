"""Scripted bulk edits: from a file of operations to a plan for many documents.

`operations` has one module per operation, `formats` one per way to write them down. pydantic says what is wrong with an
operation, with its line; what cannot be done in a document is said with the same line.
"""

from readme_sync.bulk.apply import Applied, apply_edits

__all__ = ["Applied", "apply_edits"]
