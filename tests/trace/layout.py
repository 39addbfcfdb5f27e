# SPDX-License-Identifier: MIT
"""Where the fields of a trace record lie."""

from qemu import kozo_abi

FIELDS = {name: slice(at, at + size)
          for name, (at, size) in kozo_abi.STRUCTS["trace_record"].items()}
SIZE = max(place.stop for place in FIELDS.values())
