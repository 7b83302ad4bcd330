"""Django's management under its usual name; `kith` is the same under the product's."""

import sys

from kith.cli import main

if __name__ == "__main__":
    sys.exit(main())
