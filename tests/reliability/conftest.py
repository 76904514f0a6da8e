"""The fixtures of the promises."""

from promises import full, promise

__all__ = ["full", "promise"]
