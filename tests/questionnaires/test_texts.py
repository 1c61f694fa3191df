"""The list of an edition's texts: complete, one context for one text, and the contexts that the toolkit looks up."""

from __future__ import annotations

import re
from collections import Counter

from questionnaires import load_published_edition
from questionnaires.texts import edition_texts

EDITION = load_published_edition("2026")
TEXTS = tuple(edition_texts(EDITION))


def test_a_context_names_one_text() -> None:
    counts = Counter(context for context, _text in TEXTS)
    assert [context for context, count in counts.items() if count > 1] == []


def test_every_sentence_of_the_content_is_listed() -> None:
    """What is not: changes between editions, notes on sources and versions, and the authors' own readings."""
    listed = {text for _context, text in TEXTS}
    dump = EDITION.model_dump(
        exclude={
            "migration": True,
            "corrections": True,
            "other_clauses": True,
            "resolution_versions": True,
            "help_number": True,
            "measure_files": True,
        }
    )
    dump["about"].pop("changes")
    missing = {text for text in _sentences(dump) if text not in listed}
    notes = {source.note for source in EDITION.sources}
    assert missing - notes == set()


def _sentences(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if re.search(r"[a-z] [a-z].*[.?]$", value) else []
    if isinstance(value, dict):
        return [text for item in value.values() for text in _sentences(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _sentences(item)]
    return []
