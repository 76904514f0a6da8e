"""The commands: each module is one, named by its file, and offers it as `command`."""
