"""Makes every test in the pseudo-language check the contexts by which texts are looked up."""

from __future__ import annotations

from functools import cache

from questionnaires import load_published_edition
from questionnaires.texts import edition_texts
from translations import CATALOGUES, PseudoTranslations
from translations.catalogue import path_of, read


@cache
def _listed() -> frozenset[tuple[str, str]]:
    return frozenset(edition_texts(load_published_edition("2026")))


@cache
def _in_catalogue() -> frozenset[tuple[str, str]]:
    """Context and text of what has one in the catalogue of the interface."""
    catalogue = read(path_of(CATALOGUES, "fr", "interface"), "fr")
    return frozenset(
        (item.context, item.id) for item in catalogue if item.context and isinstance(item.id, str)
    )


def check_contexts() -> None:
    """Fail where a text is looked up by a context that translators are not given, from now on in this process."""
    mark = PseudoTranslations.pgettext

    def checked(self: PseudoTranslations, context: str, message: str) -> str:
        key = (context, message)
        assert key in _listed() or key in _in_catalogue(), (
            f"no translator is given {context}: {message}"
        )
        return mark(self, context, message)

    PseudoTranslations.pgettext = checked  # type: ignore[method-assign]
