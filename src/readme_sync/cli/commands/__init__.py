"""The commands: every module here is one, by its file's name, and has it under the name `command`."""
