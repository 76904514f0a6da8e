"""What to change: operations on rows, fixes, formatting; each change is made as edits and verified."""
