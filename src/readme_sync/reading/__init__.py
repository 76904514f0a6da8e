"""From a document to the model: which tables and lists track progress, and what their figures state."""

from readme_sync.reading.readme import model_of, read

__all__ = ["model_of", "read"]
