"""The one switch for the shortcuts in reading: with READMESYNC_SLOW=1 everything is read the long way.

A shortcut is code that only saves time: with and without it the result is the same. `tests/test_shortcuts.py` reads
every case file and every corpus file both ways.
"""

import os

ENABLED = os.environ.get("READMESYNC_SLOW") != "1"
"""Whether shortcuts are taken; read once, when the process starts."""
