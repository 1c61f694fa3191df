"""Evidence as one line."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.shell import labels
from app_pages.shell.markup import isolate, join, ours, typed
from assessment import Evidence
from translations import gettext as _


def evidence_line(item: Evidence) -> str:
    """Return evidence as one line of text.

    `Children Act · Parliament · s. 22 · 2022 · https://… · act.pdf · Law · A: official, public document`
    """
    return " · ".join((*map(isolate, _typed_parts(item)), *_own_parts(item)))


def evidence_markup(item: Evidence) -> Markup:
    """Return evidence as one line of HTML, each typed part in the direction of its own script."""
    return join((*map(typed, _typed_parts(item)), *map(ours, _own_parts(item))), " · ")


def _typed_parts(item: Evidence) -> list[str]:
    when = str(item.date or item.year or "")
    file = item.file.name if item.file else ""
    parts = (item.title, item.issuer, item.place, when, item.url or "", file)
    return [part for part in parts if part]


def _own_parts(item: Evidence) -> list[str]:
    kind = labels.evidence_type_name(item.type)
    grade = labels.confidence_name(item.confidence) if item.confidence else ""
    proves = _("proves “{words}”").format(words=isolate(item.supports)) if item.supports else ""
    return [part for part in (kind, grade, proves) if part]
