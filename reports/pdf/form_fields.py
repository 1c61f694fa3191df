"""Fields of a form in a PDF: repair of those that WeasyPrint writes, so that programs fill them in alike."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from pydyf import String  # type: ignore[import-untyped]
from weasyprint.pdf.fonts import Font

HIDDEN_PREFIX = "cop_"
"""Beginning of the names of fields that hold what the form was made from: hidden, and not to be changed."""

OPTION = " – "
"""Between the question and the option in the description of a radio button."""

_RADIO = 1 << 15
_READ_ONLY = 1
_HIDDEN = 1 << 1

_GRAPHICS_STATE = re.compile(r"/\S+ gs ")


def install() -> None:
    """Embed the characters of a font in which people type, in place of the whole font; idempotent.

    WeasyPrint embeds it with its tables for layout, which no program reads from a PDF, in ten times the time.
    """
    Font.used_in_forms = property(lambda _font: False, _use_in_forms)


def _use_in_forms(font: Any, is_used: Any) -> None:
    if not is_used or vars(font).get("has_typed_characters"):
        return
    font.has_typed_characters = True
    with TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True) as file:
        metrics = file["hmtx"].metrics
        for code, name in file.getBestCmap().items():
            glyph = file.getGlyphID(name)
            font.to_unicode.setdefault(glyph, chr(code))
            font.widths.setdefault(glyph, round(metrics[name][0] * 1000 / font.upem))


def complete_fields(pdf: Any) -> None:
    """Make one field of the radio buttons of one name, and hide the fields that hold where the form comes from.

    WeasyPrint begins a group anew on each page, lists its buttons as fields of their own, and names their states by
    numbers. Here a state is named by its value, which any program that fills in the form writes. A button that is
    pressed again is off.
    """
    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    by_reference = {item.reference: item for item in pdf.objects if hasattr(item, "get")}
    fields = [by_reference[reference] for reference in form["Fields"]]
    groups: dict[str, Any] = {}
    kept: list[Any] = []
    for field in fields:
        if "Kids" in field:
            _name_states(field, [by_reference[reference] for reference in field["Kids"]])
            first = groups.setdefault(_text(field["T"]), field)
            if first is field:
                kept.append(field)
            else:
                _join(first, field, by_reference)
        elif "Parent" not in field:
            _complete_text(field)
            kept.append(field)
    form["Fields"].clear()
    form["Fields"].extend(field.reference for field in kept)


def _name_states(group: Any, buttons: Iterable[Any]) -> None:
    """Name the state of each button by its value, and describe the group by what its buttons have in common."""
    for button, value in zip(buttons, group.pop("Opt"), strict=True):
        appearances = button["AP"]["N"]
        (picture,) = appearances.values()
        appearances.clear()
        appearances[_text(value)] = picture
        del button["T"], button["FT"]
    group["Ff"] = _RADIO
    group["TU"] = String(_text(group["TU"]).rpartition(OPTION)[0])


def _join(first: Any, later: Any, by_reference: Any) -> None:
    """Move the buttons of a group that goes on on another page to the group."""
    for reference in later["Kids"]:
        by_reference[reference]["Parent"] = first.reference
        first["Kids"].append(reference)
    later.clear()


def _complete_text(field: Any) -> None:
    # Programs expect a colour and a font here, and no state of transparency.
    field["DA"] = String(_GRAPHICS_STATE.sub("", _text(field["DA"])))
    if _text(field["T"]).startswith(HIDDEN_PREFIX):
        field["F"], field["Ff"] = _HIDDEN, _READ_ONLY


def _text(value: Any) -> str:
    text = value.string if isinstance(value, String) else value
    return text.decode() if isinstance(text, bytes) else str(text)
