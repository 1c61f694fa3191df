"""Makes every test in the pseudo-language check the contexts by which texts of the edition are looked up."""

from __future__ import annotations

from functools import cache

from questionnaires import load_published_edition
from questionnaires.texts import edition_texts
from translations import PseudoTranslations


@cache
def _listed() -> frozenset[tuple[str, str]]:
    return frozenset(edition_texts(load_published_edition("2026")))


def check_contexts() -> None:
    """Fail where a text is looked up by a context that translators are not given, from now on in this process."""
    mark = PseudoTranslations.pgettext

    def checked(self: PseudoTranslations, context: str, message: str) -> str:
        assert (context, message) in _listed(), f"no translator is given {context}: {message}"
        return mark(self, context, message)

    PseudoTranslations.pgettext = checked  # type: ignore[method-assign]
