"""No text stands twice: what was copied and not rewritten is found."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.model import Edition
from questionnaires.words.texts import PROSE, all_texts
from translations import gettext as _

KINDS = (PROSE - {"message", "remedy"}) | {"question", "title", "evidence", "success"}
"""Labels, units and desks may repeat, "Signed" is the same everywhere; so may what a gate advises."""


def texts_are_unique(edition: Edition) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for text in all_texts(edition):
        if text.kind not in KINDS or not text.text:
            continue
        place = f"{text.file}: {text.where}"
        key = " ".join(text.text.casefold().split())
        if key in first:
            yield Problem(
                text.file,
                text.where,
                _("says word for word what stands in {place}.").format(place=first[key]),
                _("Write what is true of this one."),
            )
        else:
            first[key] = place
