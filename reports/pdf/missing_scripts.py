"""Which scripts in an assessment the fonts of the PDF lack."""

from __future__ import annotations

import unicodedata

from fontTools.unicodedata import script, script_name  # type: ignore[import-untyped]

from assessment import Assessment
from assessment.files.canonical import dump_json
from reports.pdf.fonts import is_printable
from translations import gettext as _


def missing_scripts(text: str) -> tuple[str, ...]:
    """English names of the scripts whose letters the fonts lack, in the order of the text.

    >>> missing_scripts("የኢትዮጵያ law, ไทย")
    ('Ethiopic', 'Thai')
    """
    letters = (sign for sign in dict.fromkeys(text) if unicodedata.category(sign)[0] in "LM")
    scripts = (script(sign) for sign in letters if not is_printable(sign))
    named = (code for code in scripts if code not in ("Zyyy", "Zinh", "Zzzz"))
    return tuple(dict.fromkeys(script_name(code) for code in named))


def missing_script_sentence(assessment: Assessment) -> str:
    """A warning that the PDF prints letters as codes; empty where the fonts have all of them."""
    scripts = missing_scripts(dump_json(assessment))
    if not scripts:
        return ""
    return _(
        "The fonts of the PDF lack the letters of these scripts: {scripts}. It prints their codes, such as "
        "[U+12E8]. The Word document shows the letters."
    ).format(scripts=", ".join(scripts))
