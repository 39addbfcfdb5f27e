# SPDX-License-Identifier: MIT
"""The compiler for Rust that services.mk uses; None or empty where there is none."""
import os
import shutil

RUSTC = os.environ.get("RUSTC", shutil.which("rustc", path=f"/usr/bin:{os.environ['PATH']}"))
