"""`python -m qa`: see qa/cli.py."""

import sys

from qa.cli import main

if __name__ == "__main__":
    sys.exit(main())
