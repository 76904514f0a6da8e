"""The commands: each module is one, named by its file, has it as `command`, and says in its first line what it does."""
