"""From a document to the model: which tables and lists track progress, and what their figures state."""

from readme_sync.reading.readme import read

__all__ = ["read"]
