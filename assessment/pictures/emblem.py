"""Read a file as an emblem: its kind by its content, cleaned. Pure."""

from __future__ import annotations

import base64

from assessment.errors import RefusedFile
from assessment.model.document_settings import Emblem
from assessment.pictures.png import SIGNATURE, clean_png
from assessment.pictures.svg import clean_svg
from translations import gettext as _


def read_emblem(data: bytes, name: str) -> Emblem:
    """The emblem in a file, SVG or PNG, whatever its name. Raises RefusedFile; `name` is for the message."""
    try:
        if data.startswith(SIGNATURE):
            return Emblem(kind="png", data=base64.b64encode(clean_png(data)).decode())
        text = _decoded(data)
        if "<svg" not in text[:20_000] and ":svg" not in text[:20_000]:
            raise ValueError(_("is no SVG drawing and no PNG picture. Bring one of the two."))
        return Emblem(kind="svg", data=clean_svg(text))
    except ValueError as error:
        raise RefusedFile(f"{name}: {error}") from None


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(
            _("is no SVG drawing in UTF-8 and no PNG picture. Bring one of the two.")
        ) from None
