"""How many processes a test of the corpora uses: one where something else needs the other processor."""

import os

PROCESSES = int(os.environ.get("READMESYNC_TEST_PROCESSES", "2"))
