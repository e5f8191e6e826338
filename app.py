"""Open the page: python app.py [--help]."""

import sys

from qa.page.start import main

if __name__ == "__main__":
    sys.exit(main())
