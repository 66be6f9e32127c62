"""``python -m compendium.cli``: the commands where the program is not on the path."""

import sys

from compendium.cli import main

sys.exit(main())
