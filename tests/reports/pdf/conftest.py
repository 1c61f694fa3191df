"""No font of the machine, whatever it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reports.pdf import fonts


@pytest.fixture(scope="package", autouse=True)
def no_system_fonts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of the system's fonts, empty; of this process only, not of those that make PDFs."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("fonts")
        patch.setattr(fonts, "SYSTEM_FOLDER", folder)
        yield folder
