"""Scripted bulk edits: from a file of operations to a plan for many documents.

`entry` makes pydantic models of the operations, `formats` has one module per way to write them down. pydantic says what
is wrong with an entry, with its line; what cannot be done in a document is said with the same line.
"""
