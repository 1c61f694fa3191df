"""Lint rule that no text occurs twice, to find text copied and not rewritten."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.model import Edition
from questionnaires.words.texts import PROSE, all_texts
from translations import gettext as _

KINDS = (PROSE - {"message", "remedy"}) | {"question", "title", "evidence", "success"}
"""Kinds that must be unique; labels, units and desks may repeat ("Signed"), and so may the remedies of gates."""


def texts_are_unique(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each text of `KINDS` that repeats an earlier one, apart from case and spaces."""
    first: dict[str, str] = {}
    for text in all_texts(edition):
        if text.kind not in KINDS or not text.text:
            continue
        path = f"{text.file}: {text.where}"
        key = " ".join(text.text.casefold().split())
        if key in first:
            yield Problem(
                text.file,
                text.where,
                _("says word for word what stands in {place}.").format(place=first[key]),
                _("Write what is true of this one."),
            )
        else:
            first[key] = path
