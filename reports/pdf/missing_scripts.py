"""Which scripts in an assessment the fonts of the PDF lack."""

from __future__ import annotations

import unicodedata

from fontTools.unicodedata import script, script_name  # type: ignore[import-untyped]

from assessment import Assessment
from assessment.files.canonical import dump_json
from reports.joining import listed
from reports.pdf.fonts import SYSTEM_FONTS, missing_characters
from translations import gettext as _

SHOWN = 8
"""Letters of each script that a warning shows."""


def missing_scripts(text: str) -> tuple[str, ...]:
    """English names of the scripts whose letters the fonts lack, in the order of the text.

    >>> missing_scripts("ދިވެހި law, བོད")
    ('Thaana', 'Tibetan')
    """
    return tuple(_missing_letters(text))


def _missing_letters(text: str) -> dict[str, str]:
    """The letters that the fonts lack, once each, by the English name of their script, in the order of the text."""
    missing = missing_characters(text)
    letters: dict[str, str] = {}
    for sign in dict.fromkeys(text):
        if sign in missing and unicodedata.category(sign)[0] in "LM":
            code = script(sign)
            if code not in ("Zyyy", "Zinh", "Zzzz"):
                letters[script_name(code)] = letters.get(script_name(code), "") + sign
    return letters


def missing_script_sentence(assessment: Assessment) -> str:
    """A warning that the PDF prints letters as codes; empty where the fonts have all of them."""
    letters = _missing_letters(dump_json(assessment))
    if not letters:
        return ""
    first = next(iter(letters.values()))[0]
    sentence = _(
        "The fonts of the PDF lack the letters of these scripts: {scripts}. It prints their codes, such as "
        "{code}. The Word document shows the letters."
    ).format(
        scripts=listed(
            _("{script} ({letters})").format(script=name, letters=" ".join(signs[:SHOWN]))
            for name, signs in letters.items()
        ),
        code=f"[U+{ord(first):04X}]",
    )
    if letters.keys() & {script_name(font.script) for font in SYSTEM_FONTS}:
        sentence += " " + _(
            "Where the package fonts-noto-core of Debian or Ubuntu is installed on the server, the PDF shows them too."
        )
    return sentence
