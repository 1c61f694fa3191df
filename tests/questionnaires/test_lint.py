"""The lint: what an edition with `content_rules` asks of its authors; each finding says where, what and what to do."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from questionnaires import CONTENT, Problem, edition_ids, lint_edition, load_edition
from questionnaires.rules import RULES
from questionnaires.words.acronyms import acronyms
from questionnaires.words.countries import countries_in
from questionnaires.words.descriptors import different_words, lowering_words, says_absence
from questionnaires.words.sentences import sentences
from questionnaires.words.style import lix
from questionnaires.words.vocabulary import (
    listed_terms,
    other_spellings,
    placeholders,
    vague_words,
)
from tests.questionnaires.overlay import UNCLEAR, VALID, edit, expected_words, lay_over

WORDS = expected_words("unclear")
"""Unclear edition → words of its finding. Each edition loads all the same."""


def findings_in(folder: Path) -> list[Problem]:
    return lint_edition(load_edition(folder))


def test_every_unclear_edition_is_tried() -> None:
    assert {path.name for path in UNCLEAR.iterdir()} == set(WORDS)


@pytest.mark.parametrize("name", WORDS)
def test_an_unclear_edition_loads_and_is_found_with_its_place_and_remedy_and_nothing_else(
    name: str, tmp_path: Path
) -> None:
    findings = findings_in(lay_over(UNCLEAR / name, tmp_path / "tiny"))
    assert len(findings) == 1, "\n".join(map(str, findings))
    for words in WORDS[name]:
        assert words in str(findings[0])
    assert findings[0].remedy


def test_the_tiny_edition_has_no_finding() -> None:
    assert findings_in(VALID) == []


@pytest.mark.parametrize("edition_id", edition_ids())
def test_no_edition_that_comes_with_the_toolkit_has_a_finding(edition_id: str) -> None:
    findings = findings_in(CONTENT / edition_id)
    assert not findings, "\n".join(map(str, findings[:20]))


def test_an_edition_without_rules_is_left_alone(tmp_path: Path) -> None:
    rules = "content_rules:\n  indicators_of_invitation: 2\n"
    folder = edit(
        tmp_path / "tiny",
        {"edition.yaml": (rules, ""), "measures.yaml": ("The signed table", "Some relevant table")},
    )
    assert findings_in(folder) == []


def test_a_rule_can_be_set_differently(tmp_path: Path) -> None:
    folder = edit(
        tmp_path / "tiny",
        {"edition.yaml": ("indicators_of_invitation: 2", "sentence_words: 5")},
    )
    assert {finding.what for finding in findings_in(folder)} >= {
        "a sentence has 6 words, and 5 are the most."
    }


def test_a_second_lint_of_the_newest_edition_takes_well_under_a_second() -> None:
    edition = load_edition(CONTENT / max(edition_ids()))
    lint_edition(edition)
    start = time.process_time()
    lint_edition(edition)
    assert time.process_time() - start < 0.6


def test_each_rule_stands_once() -> None:
    assert len(set(RULES)) == len(RULES)


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("Posts are filled adequately.", ("adequately",)),
        ("Police as well as courts are trained.", ()),
        ("They look after the well-being of a child.", ()),
        ("Goods are paid for.", ()),
        (
            "Where possible, a child is heard in a timely manner.",
            ("Where possible", "in a timely manner"),
        ),
        ("Reasonable accommodation is paid for.", ()),
    ],
)
def test_vague_words_are_found_and_phrases_with_a_meaning_are_not(
    text: str, matches: tuple[str, ...]
) -> None:
    assert vague_words(text) == matches


@pytest.mark.parametrize(
    ("name", "text", "instead"),
    [
        ("older", "Measures against child pornography.", "child sexual abuse material"),
        (
            "older",
            "Sex tourism is fought.",
            "sexual exploitation of children in travel and tourism",
        ),
        ("older", "Disabled children are asked.", "children with disabilities"),
        ("older", "A blacklist is kept.", "blocklist"),
        ("blame", "The country failed to adopt a plan.", "has not yet"),
        ("blame", "An innocent child.", "leave it out: no child is to blame"),
    ],
)
def test_an_older_or_blaming_term_comes_with_what_to_write_instead(
    name: str, text: str, instead: str
) -> None:
    assert [said for _term, said in listed_terms(name, text)] == [instead]


@pytest.mark.parametrize(
    "text",
    [
        "Child sexual abuse material is reported.",
        "The child victim is heard.",
        "A plan without fail-safe.",
    ],
)
def test_the_terms_in_use_are_left_alone(text: str) -> None:
    assert listed_terms("older", text) == ()
    assert listed_terms("blame", text) == ()


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Unauthorised access", ["Unauthorized"]),
        (
            "prioritises, criminalising, harmonisation",
            ["prioritizes", "criminalizing", "harmonization"],
        ),
        ("The center's behavior", ["centre", "behaviour"]),
        ("Counseling programs", ["counselling", "programmes"]),
        ("A computer program advises and exercises otherwise; a promise is raised.", []),
        ("An analyst analyses a practised enterprise.", []),
        ("They recognize the organization's licence.", []),
    ],
)
def test_the_spelling_is_that_of_the_united_nations(text: str, instead: list[str]) -> None:
    assert [said for _word, said in other_spellings(text)] == instead


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("ITU-D and UNICEF's office", ["ITU-D", "UNICEF"]),
        ("CIRTs exchange ISO 27001 records", ["CIRT", "ISO"]),
        ("A child calls; WeProtect helps.", []),
        ("I know.", []),
    ],
)
def test_what_has_two_capitals_in_a_row_is_an_acronym(text: str, matches: list[str]) -> None:
    assert [acronym for acronym, _parts in acronyms(text)] == matches


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("As in Moldova and Côte d'Ivoire", ("Moldova", "Côte d'Ivoire")),
        ("An office in the capital", ()),
        ("By the Luxembourg Guidelines", ()),
    ],
)
def test_names_of_countries_are_found(text: str, matches: tuple[str, ...]) -> None:
    assert countries_in(text) == matches


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("See art. 9 of the law. It is in force.", 2),
        ("Reports come e.g. By phone.", 1),
        ("Is it so? Yes!", 2),
        ("Nine at 9 a.m. and 3.5 per cent.", 1),
        ("No. 25 is cited.", 1),
    ],
)
def test_abbreviations_end_no_sentence(text: str, number: int) -> None:
    assert len(sentences(text)) == number


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("No law exists.", True),
        ("Nobody answers.", True),
        ("There are no officers.", True),
        ("Children in need cannot report.", True),
        ("Children can report.", False),
        ("Notices are sent.", False),
        ("At least one law exists.", False),
    ],
)
def test_level_0_says_what_is_not_there(text: str, absent: bool) -> None:
    assert says_absence(text) is absent


def test_words_that_a_higher_level_makes_untrue_are_found() -> None:
    assert lowering_words("Only by day, but not yet as above.") == ("Only", "but not", "as above")
    assert lowering_words("Commonly by day.") == ()


def test_words_are_counted_as_often_as_they_stand() -> None:
    assert different_words("a law, a plan", "a law") == 2
    assert different_words("A law.", "a law") == 0


def test_lix_by_hand() -> None:
    # 10 words, 2 sentences, 4 words of more than six letters: 10 / 2 + 100 * 4 / 10
    assert lix(["Children complain at night.", "The helpline listens to each one."]) == 45.0
    assert lix(["", ""]) == 0.0


def test_what_is_left_for_later_is_found_in_any_case() -> None:
    assert placeholders("Owner: TBD, date to be confirmed; setback") == ("TBD", "to be confirmed")
