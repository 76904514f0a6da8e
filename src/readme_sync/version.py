"""The version, for those who state it: at the bottom, so that every room may ask."""

__version__ = "0.1.0"
