# SPDX-License-Identifier: MIT
"""Entry point of `python3 -m kozo_idl`."""
import gc
import sys

from kozo_idl.cli import main

# A run is short and builds one tree, of which nothing is garbage before the end.
gc.disable()
sys.exit(main(sys.argv[1:]))
