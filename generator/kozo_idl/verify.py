# SPDX-License-Identifier: MIT
"""Everything that must hold before anything is rendered. Back ends accept whatever passes here."""


def verify(world, report):
    """Report every violation in `world`."""
