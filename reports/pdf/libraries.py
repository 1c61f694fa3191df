"""What to say and to install where the library that lays out pages can't be loaded: Pango, with GLib, HarfBuzz and Fontconfig."""

from __future__ import annotations

import operating_system
from translations import gettext as _

DEBIAN_PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

BREW = "brew install pango"

MSYS2 = "pacman -S mingw-w64-ucrt-x86_64-pango"
"""WeasyPrint looks into `C:\\msys64\\ucrt64\\bin`; for another folder set `WEASYPRINT_DLL_DIRECTORIES`."""


def library_remedy(platform: str = operating_system.system()) -> str:
    """How to install the libraries on a system, one of `operating_system.system`.

    >>> library_remedy("macos")
    'Install Pango with Homebrew: brew install pango.'
    """
    if platform == "other":
        return _("Install Debian's packages {packages}.").format(packages=DEBIAN_PACKAGES)
    program, command = ("Homebrew", BREW) if platform == "macos" else ("MSYS2", MSYS2)
    return _("Install Pango with {program}: {command}.").format(program=program, command=command)


def missing_library_text(detail: str, platform: str = operating_system.system()) -> str:
    """The message of a document that can't be made; `detail` is what the system said of the library."""
    return _(
        "PDF: it can’t be made, because Pango or a part of it is missing ({detail}). Everything else works. {remedy} "
        "Then start the toolkit again; docs/installing.md says more."
    ).format(
        detail=detail.partition("\n")[0].partition(": ")[0][:200], remedy=library_remedy(platform)
    )
