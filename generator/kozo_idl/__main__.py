# SPDX-License-Identifier: MIT
"""Entry point of `python3 -m kozo_idl`."""
import sys

from kozo_idl.cli import main

sys.exit(main(sys.argv[1:]))
