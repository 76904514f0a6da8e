"""`python -m readme_sync`."""

import sys

from readme_sync.cli import main

sys.exit(main())
