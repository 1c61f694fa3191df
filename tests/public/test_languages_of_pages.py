"""Public pages in six languages: stable addresses, links between them, and one secret about what is not public."""

from __future__ import annotations

import re

import pytest

from assessment.store import Store
from assessment.workflow.publication import PublicPart
from public.site import Site
from tests.public.asking import ask, bring, publish, site_over
from translations import LANGUAGES, TRANSLATED, direction_of


@pytest.fixture
def site(sqlite_store: Store) -> Site:
    publish(sqlite_store, "ken", PublicPart.PROFILE, PublicPart.ANSWERS)
    bring(sqlite_store, "gha")
    return site_over(sqlite_store)


def _alternates(page: str) -> dict[str, str]:
    return dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', page))


@pytest.mark.parametrize("place", ["", "/KEN/2026", "/KEN/2026/answers"])
def test_a_page_names_its_other_languages_and_these_name_it(site: Site, place: str) -> None:
    english = ask(site, f"/repository{place}").body.decode()
    others = _alternates(english)
    assert set(others) == {*LANGUAGES, "x-default"}
    assert others["en"] == others["x-default"] == f"/repository{place}"
    for language in TRANSLATED:
        page = ask(site, others[language])
        text = page.body.decode()
        assert page.status == 200
        assert f'<html lang="{language}" dir="{direction_of(language)}">' in text
        assert _alternates(text) == others


def test_links_stay_in_the_language(site: Site) -> None:
    page = ask(site, "/repository/ar/KEN/2026").body.decode()
    inner = re.findall(r'<a href="(/repository[^"]*)"(?! hreflang)', page)
    assert len(inner) > 4
    assert all(link.startswith("/repository/ar") for link in inner)


def test_each_language_is_cached_by_itself(site: Site) -> None:
    bodies = {
        language: ask(site, f"/repository/{language}/KEN/2026/answers/legal").body
        for language in TRANSLATED
    }
    bodies["en"] = ask(site, "/repository/KEN/2026/answers/legal").body
    assert len(set(bodies.values())) == len(LANGUAGES)


def test_in_each_language_what_is_not_public_answers_like_what_was_never_there(site: Site) -> None:
    paths = ("/GHA/2026", "/ZZZ/2026", "/KEN/2026/roadmap", "/KEN", "/fr", "/x", "/KEN/2026/x")
    for language in TRANSLATED:
        answers = [ask(site, f"/repository/{language}{path}") for path in paths]
        assert {item.status for item in answers} == {404}
        assert len({item.body for item in answers}) == 1


@pytest.mark.parametrize("prefix", ["en", "de", "qps", "FR", "frx", "f"])
def test_an_address_with_another_prefix_is_not_there(site: Site, prefix: str) -> None:
    assert ask(site, f"/repository/{prefix}/KEN/2026").status == 404
