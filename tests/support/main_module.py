"""Keeps the main module of the process over tests that run pages.

Streamlit's `AppTest` puts the page's script into `sys.modules["__main__"]` and leaves it there. A process
started with `spawn` afterwards runs that script as its own main module, and fails.
"""

from __future__ import annotations

import sys

OF_THE_PROCESS = sys.modules["__main__"]
"""The main module when this module was imported, before any test."""


def restore_main_module() -> None:
    """Put back the main module that the process had when this module was imported."""
    sys.modules["__main__"] = OF_THE_PROCESS
