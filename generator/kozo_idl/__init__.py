# SPDX-License-Identifier: MIT
"""Generator of everything that follows from `idl/`: headers, decoders, stubs, tests and pages."""
