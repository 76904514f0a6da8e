"""Documents on disk: their settings, the files around them, and changes under a lock."""
