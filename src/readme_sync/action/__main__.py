"""`python -m readme_sync.action`."""

import sys

from readme_sync.action import main

sys.exit(main())
