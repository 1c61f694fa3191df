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
from tests.questionnaires.overlay import UNCLEAR, VALID, edit, lay_over

WORDS: dict[str, tuple[str, ...]] = {
    "001-core-not-decided": (
        "law.yaml: indicators: A2: core: is not decided",
        "true or false",
    ),
    "002-severe-not-decided": (
        "law.yaml: indicators: A2: severe: is not decided",
        "true or false",
    ),
    "003-field-called-like-another": (
        "B3: details: fields: figures: label: is called like",
        "Say what sets it apart",
    ),
    "004-no-crosswalk": (
        "A2: crosswalk: is missing",
        "at least one",
    ),
    "005-nobody-to-ask": (
        "A2: respondents: is missing",
        "at least one",
    ),
    "006-no-case": (
        "B1: cases: is missing",
        "at least one",
    ),
    "007-why-of-one-sentence": (
        "A2: why: has 1 sentences",
        "two sentences",
    ),
    "008-why-without-its-clause": (
        "A2: why: names no clause",
        "Name one of: MS1",
    ),
    "009-top-level-unproven": (
        "B1: evidence: stands at the levels 1",
        "levels 1, 2",
    ),
    "010-reference-without-place": (
        "A2: references: made-up: does not say where",
        "Add 'locator'",
    ),
    "011-measure-without-output": (
        "measures: A1-b: output: is missing",
        "Write it",
    ),
    "012-measure-without-proof": (
        "measures: A1-b: proof: is missing",
        "Write it",
    ),
    "013-two-first-steps": (
        "measures: A1-a: first_steps: there are 2",
        "exactly 3",
    ),
    "014-measure-without-partner": (
        "measures: A1-a: partners: is missing",
        "Write it",
    ),
    "015-step-without-a-measure": (
        "indicators: B3: no measure covers the step from level 0 to level 1",
        "Add a measure",
    ),
    "016-invitation-hardly-answered": (
        "clauses.yaml: clauses: MS3: 0 indicators answer this invitation, and 2",
        "Name it",
    ),
    "017-no-quick-scan": (
        "edition.yaml: profiles: there is no profile 'quick'",
        "Add it",
    ),
    "018-two-questions": (
        "A2: question: is not one sentence",
        "Ask one thing",
    ),
    "019-question-without-mark": (
        "A2: question: is not one sentence",
        "Ask one thing",
    ),
    "020-level-0-says-something": (
        "A1: descriptors: 1: level 0 does not say at once",
        "Begin with: No",
    ),
    "021-level-that-denies": (
        "A1: descriptors: 2: begins like a level 0",
        "Say what is there at level 1",
    ),
    "022-level-undone-by-a-higher-one": (
        "A1: descriptors: 2: 'but not' makes it untrue",
        "on top",
    ),
    "023-level-that-points-to-another": (
        "A1: descriptors: 3: 'level 1' makes it untrue",
        "on top",
    ),
    "024-descriptor-of-three-words": (
        "A1: descriptors: 2: has 3 words",
        "Use 4 to 45",
    ),
    "025-descriptor-too-alike": (
        "A1: descriptors: 3: differs from level 1 by 2 words",
        "at least 3",
    ),
    "026-descriptor-copied": (
        "care.yaml: indicators: B1: descriptors: 2: says word for word",
        "pillars/law.yaml: indicators: A1: descriptors: 2",
    ),
    "027-first-step-copied": (
        "measures: B3-a: first_steps: 2: says word for word",
        "A2-a: first_steps: 3",
    ),
    "028-case-of-two-words": (
        "B1: cases: 1: case: has 2 words",
        "Write it out",
    ),
    "029-prose-without-full-stop": (
        "measures: A1-a: proof: is not a full sentence",
        "Finish",
    ),
    "030-label-with-full-stop": (
        "fields: numbers: label: is a name or a label",
        "Take the full stop out",
    ),
    "031-long-sentence": (
        "measures: A1-a: basis: a sentence has 34 words, and 30",
        "Make two of it",
    ),
    "032-heavy-reading": (
        "measures: A1-a: its texts together have a LIX",
        "Write shorter",
    ),
    "033-vague-word": (
        "measures: A1-a: proof: 'relevant' says something else",
        "a number, a date",
    ),
    "034-older-term": (
        "A2: why: 'child pornography' is an older",
        "child sexual abuse material",
    ),
    "035-blame": (
        "measures: A1-a: risks: 1: risk: 'failed' puts blame",
        "has not yet",
    ),
    "036-american-spelling": (
        "measures: A1-a: title: 'program' is not the spelling",
        "programme",
    ),
    "037-spelling-with-s": (
        "measures: A1-a: first_steps: 3: 'organisation' is not",
        "organization",
    ),
    "038-acronym-without-meaning": (
        "B1: descriptors: 3: 'MMS' is not in glossary.yaml",
        "Write it out",
    ),
    "039-country-in-a-case": (
        "A1: cases: 1: case: names a country: Kenya",
        "without its name",
    ),
    "040-left-for-later": ("measures: A1-a: basis: 'tbd' was left for later",),
    "041-items-called-alike": (
        "B1: details: fields: offers: items: texts: is called like",
        "Say what sets it apart",
    ),
    "042-desk-in-two-roles": (
        "care.yaml: indicators: B1: respondents: police: desk: is a desk of 'justice'",
        "Correct the role or the desk",
    ),
    "043-locator-with-full-stop": (
        "A2: references: made-up: locator: is a code or a place",
        "paragraph 54",
    ),
    "044-locator-of-another-clause": (
        "A2: references: made-up: locator: names MS2",
        "Add it to 'clauses'",
    ),
    "045-first-steps-missing": (
        "measures: A1-a: first_steps: is missing",
        "Write it",
    ),
    "046-nobody-at-a-desk": (
        "A2: respondents: justice: has no desk",
        "where in that institution",
    ),
}
"""Unclear edition → what its finding must say. Each loads: no country is kept from its assessment by a word."""


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
    ("text", "found"),
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
    text: str, found: tuple[str, ...]
) -> None:
    assert vague_words(text) == found


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
    ("text", "found"),
    [
        ("ITU-D and UNICEF's office", ["ITU-D", "UNICEF"]),
        ("CIRTs exchange ISO 27001 records", ["CIRT", "ISO"]),
        ("A child calls; WeProtect helps.", []),
        ("I know.", []),
    ],
)
def test_what_has_two_capitals_in_a_row_is_an_acronym(text: str, found: list[str]) -> None:
    assert [acronym for acronym, _parts in acronyms(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("As in Moldova and Côte d'Ivoire", ("Moldova", "Côte d'Ivoire")),
        ("An office in the capital", ()),
        ("By the Luxembourg Guidelines", ()),
    ],
)
def test_names_of_countries_are_found(text: str, found: tuple[str, ...]) -> None:
    assert countries_in(text) == found


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
