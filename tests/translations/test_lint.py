"""The lint of translations: each kind of error is made in real translations, and at least 95 % of them are found."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog

from translations import CATALOGUES
from translations.catalogue import path_of, read
from translations.lint import Finding, catalogue_findings
from translations.order_checks import families, order_problems
from translations.term_checks import Terms, missing_terms
from translations.text_checks import text_problems

Texts = dict[str, tuple[str, str]]
SAMPLE, CAUGHT = 40, 0.95


def _texts(language: str) -> Texts:
    catalogue = read(path_of(CATALOGUES, language, "content"), language)
    return {
        str(item.context): (item.id, item.string)
        for item in catalogue
        if item.id and not str(item.context).endswith(".title")
    }


@pytest.fixture(scope="module", params=["ru", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def texts(language: str) -> Texts:
    return _texts(language)


def _digit(found: re.Match[str]) -> str:
    return str((int(found[0]) + 3) % 10)


CODE = r"(?<![A-Za-z0-9])[LOTCI][0-9]{2}(?![A-Za-z0-9])"
WRONG = {
    "number": (r"(?<![A-Za-z0-9.-])[0-9](?![0-9]*月)", lambda text: re.sub("[0-9]", _digit, text)),
    "code": (CODE, lambda text: re.sub(CODE, "L99", text, count=1)),
    "code lost": (CODE, lambda text: re.sub(CODE, "", text, count=1)),
    "link": (r"https?://\S+", lambda text: re.sub(r"https?://[^/]+", "https://x.example", text)),
    "tag": (r"\*\*|`", lambda text: re.sub(r"\*\*|`", "", text, count=1)),
}


@pytest.mark.parametrize("kind", WRONG)
def test_another_number_code_link_or_tag_is_found(texts: Texts, language: str, kind: str) -> None:
    pattern, change = WRONG[kind]
    able = [
        pair
        for pair in texts.values()
        if re.search(pattern, pair[1])
        and change(pair[1]) != pair[1]
        and not re.search(r"\b[mb]illion\b", pair[0])
    ]
    sample = random.Random(1).sample(able, min(SAMPLE, len(able)))
    caught = sum(any(text_problems((english,), change(said), language)) for english, said in sample)
    assert caught >= CAUGHT * len(sample)


@pytest.mark.parametrize("change", ["{count}", "{count} {coun}", "{0}", ""])
def test_a_place_that_is_lost_or_unknown_is_found(texts: Texts, language: str, change: str) -> None:
    for english, said in random.Random(2).sample(sorted(texts.values()), SAMPLE):
        with_places = f"{english} {{count}} {{name}}"
        assert any(text_problems((with_places,), f"{said} {change}", language))
        right = text_problems((with_places,), f"{{name}} {said} {{count}}", language)
        assert not [problem for problem in right if problem.startswith("place")]


def test_english_left_is_found(texts: Texts, language: str) -> None:
    able = [pair for pair in texts.values() if len(pair[0].split()) > 6]
    sample = random.Random(3).sample(sorted(able), SAMPLE)
    whole = sum(any(text_problems((english,), english, language)) for english, _said in sample)
    half = sum(
        any(text_problems((english,), f"{said} {english[len(english) // 3 :]}", language))
        for english, said in sample
    )
    assert min(whole, half) >= CAUGHT * SAMPLE


def test_a_descriptor_in_the_place_of_its_neighbour_is_found(texts: Texts, language: str) -> None:
    dice = random.Random(4)
    descriptors = [keys for keys in families(texts) if ".descriptors." in keys[0]]
    changed, made = dict(texts), []
    for number, keys in enumerate(dice.sample(descriptors, SAMPLE)):
        first = dice.randrange(len(keys) - 1)
        one, other = keys[first], keys[first + 1]
        changed[other] = texts[other][0], texts[one][1]
        if number % 2:  # a swap; else the one is put into both places
            changed[one] = texts[one][0], texts[other][1]
        made.append({one, other})
    found = {key for key, _problem in order_problems(changed, language)}
    assert sum(bool(pair & found) for pair in made) >= CAUGHT * SAMPLE


def _without(term_variants: tuple[tuple[str, ...], ...], said: str) -> str:
    for part in (part for variant in term_variants for part in variant):
        said = re.sub(re.escape(part), "*", said, flags=re.IGNORECASE)
    return said


def test_a_term_off_the_list_is_found_where_the_others_use_it(texts: Texts, language: str) -> None:
    terms = Terms(language)
    uses: dict[str, list[tuple[str, bool]]] = {}
    variants = {}
    for key, (english, said) in texts.items():
        for term in terms.of(english):
            variants[term.id] = term.variants
            uses.setdefault(term.id, []).append((key, term.is_in(said)))
    binding = sorted(
        term
        for term, found in uses.items()
        if len(found) > 5 and sum(used for _key, used in found) >= 0.92 * len(found)
    )
    assert len(binding) > SAMPLE
    changed, made = dict(texts), []
    for term in random.Random(5).sample(binding, SAMPLE):
        key = next(key for key, used in uses[term] if used and changed[key] == texts[key])
        changed[key] = texts[key][0], _without(variants[term], texts[key][1])
        made.append((key, term))
    found = set(missing_terms(changed, language))
    assert sum(item in found for item in made) >= CAUGHT * SAMPLE


def _catalogue(*forms: str) -> Catalog:
    catalogue = Catalog(locale="ru")
    catalogue.add(("{count} law", "{count} laws of {year}"), forms)
    return catalogue


@pytest.mark.parametrize(
    ("forms", "problem"),
    [
        (("закон {year}", "{count} закона {year}", "{count} законов {year}"), ""),
        (("закон", "{count} закона {year}"), "2 plural forms, not 3"),
        (("{count} закон", "{count} закона", "{count} законов"), "place lost: {year}"),
        (("{count} закон {year}", "{cuont} закона", "{count} {year}"), "place added: {cuont}"),
        (("{count} закон {year}", "", "{count} {year}"), "not translated"),
    ],
)
def test_plural_forms_are_counted_and_their_places_known(
    forms: tuple[str, ...], problem: str
) -> None:
    assert [item.problem for item in _findings(_catalogue(*forms))] == [problem] * bool(problem)


def test_a_fuzzy_text_is_named() -> None:
    catalogue = Catalog(locale="zh")
    catalogue.add("Law", "法律", flags=["fuzzy"], context="L02.name")
    assert list(catalogue_findings(catalogue, "zh")) == [
        Finding("L02.name", "the English has changed")
    ]


def _findings(catalogue: Catalog) -> Iterator[Finding]:
    return catalogue_findings(catalogue, "ru")


@pytest.mark.parametrize(
    ("english", "said", "language"),
    [
        ("See L02, MS1 and 1,000 texts.", "见L02、MS1和1000份文本。", "zh"),
        ("At least 60 % by 1 May 2026", "60%以上，2026年5月1日前", "zh"),
        ("Half of 12,000 are in L02-b (0.5).", "Из 12 000 половина в L02-b (0,5).", "ru"),
        ("About 70 million people", "约7000万人", "zh"),
        ("Use “rows and columns”.", "Выберите «rows and columns».", "ru"),
    ],
)
def test_a_right_translation_is_left_alone(english: str, said: str, language: str) -> None:
    assert list(text_problems((english,), said, language)) == []
