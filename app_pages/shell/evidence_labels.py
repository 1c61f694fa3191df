"""Evidence as one line."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.shell import labels
from app_pages.shell.markup import isolate
from assessment import Evidence
from translations import gettext as _


def evidence_line(item: Evidence) -> str:
    """Return evidence as one line of text.

    `Children Act · Parliament · s. 22 · 2022 · https://… · act.pdf · Law · A: official, public document`
    """
    return " · ".join(map(isolate, _parts(item)))


def evidence_markup(item: Evidence) -> Markup:
    """Return evidence as one line of HTML, each part in the direction of its own script."""
    return Markup(" · ").join(Markup("<bdi>{}</bdi>").format(part) for part in _parts(item))


def _parts(item: Evidence) -> list[str]:
    when = str(item.date or item.year or "")
    file = item.file.name if item.file else ""
    parts = (item.title, item.issuer, item.place, when, item.url or "", file)
    kind = labels.evidence_type_name(item.type)
    grade = labels.confidence_name(item.confidence) if item.confidence else ""
    proves = _("proves “{words}”").format(words=isolate(item.supports)) if item.supports else ""
    return [part for part in (*parts, kind, grade, proves) if part]
