"""The commands: each module is one, named by its file, and offers it as `command`; its docstring is the summary."""
