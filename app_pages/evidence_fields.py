"""The fields of the piece of evidence that is being edited, and what stands in them."""

from __future__ import annotations

from app_pages import session
from app_pages.answer_form import evidence_of
from assessment import Evidence

FIELDS = (
    "title", "type", "issuer", "url", "dated", "place", "language", "public", "supports", "confidence",
)  # fmt: skip


def on_screen(indicator: str, title: str = "") -> Evidence:
    """The evidence in the fields; `title` where none is written. Raises Incomplete."""
    given = {name: session.field(indicator, f"evidence.{name}") for name in FIELDS}
    texts = {
        name: given[name] or ""
        for name in FIELDS
        if name not in ("type", "confidence", "public", "title")
    }
    return evidence_of(
        title=given["title"] or title,
        type=given["type"] or "other",
        confidence=given["confidence"],
        public=bool(given["public"]),
        **texts,
    )
