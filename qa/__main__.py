"""`python -m qa`: see qa/cli/main.py."""

import sys

if __name__ == "__main__":
    try:
        from qa.cli.main import main

        sys.exit(main())
    except KeyboardInterrupt:  # before the command has begun
        sys.exit("error: Interrupted.")
