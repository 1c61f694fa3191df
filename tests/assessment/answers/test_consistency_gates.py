"""Contradictory answers raise a gate, which changes no answer."""

from datetime import date

import pytest

from assessment import Answer, Assessment, Evidence, raise_gates
from questionnaires import Edition, load_published_edition

TODAY = date(2026, 11, 23)
OLD = Evidence(title="A report", year=2015)


@pytest.fixture(scope="module")
def questions_asked() -> Edition:
    return load_published_edition("2026")


PROOF = Evidence(title="A law", date=date(2026, 1, 1))


def raised(questions_asked: Edition, answers: dict[str, Answer]) -> dict[str, tuple[str, ...]]:
    assessment = Assessment(country="KEN", edition="2026", cycle=2026, answers=answers)
    return {
        f"{item.gate.id} {item.pillar or ''}".strip(): item.indicators
        for item in raise_gates(questions_asked, assessment, today=TODAY)
    }


def levels(**given: int) -> dict[str, Answer]:
    return {key: Answer(level=level, evidence=(PROOF,)) for key, level in given.items()}


CONSISTENCY = [
    ({"T01": 3, "L02": 1}, ("T01", "L02")),
    ({"T13": 3, "O12": 1, "L02": 4}, ("T13", "O12")),
    ({"T13": 3, "O12": 4, "L02": 2}, ("T13", "L02")),
    ({"T07": 3, "L11": 1}, ("T07", "L11")),
    ({"T02": 3, "O05": 0}, ("T02", "O05")),
    ({"T18": 3, "L09": 1}, ("T18", "L09")),
    ({"O04": 3, "O03": 0}, ("O04", "O03")),
    ({"O06": 3, "O04": 1}, ("O06", "O04")),
    ({"T08": 3, "O12": 1}, ("T08", "O12")),
    ({"C09": 3, "L02": 1}, ("C09", "L02")),
    ({"I08": 3, "O10": 1}, ("I08", "O10")),
]


@pytest.mark.parametrize(("levels_by_id", "concerned"), CONSISTENCY)
def test_answers_that_do_not_fit_together_raise_one_gate(
    questions_asked: Edition, levels_by_id: dict[str, int], concerned: tuple[str, ...]
) -> None:
    assert list(raised(questions_asked, levels(**levels_by_id)).values()) == [concerned]


@pytest.mark.parametrize(("levels_by_id", "concerned"), CONSISTENCY)
def test_a_gate_needs_every_answer_it_speaks_of(
    questions_asked: Edition, levels_by_id: dict[str, int], concerned: tuple[str, ...]
) -> None:
    for key in concerned:
        assert (
            raised(questions_asked, levels(**{k: v for k, v in levels_by_id.items() if k != key}))
            == {}
        )


def test_the_top_level_without_evidence_is_unproven(questions_asked: Edition) -> None:
    answers = {"C01": Answer(level=4), "C02": Answer(level=4, evidence=(OLD,))}
    result = raised(questions_asked, answers)
    assert ("C01",) in result.values()


def test_evidence_older_than_five_years_is_stale_unless_some_is_newer(
    questions_asked: Edition,
) -> None:
    newer = Evidence(title="Another", date=date(2025, 1, 1))
    edge = Evidence(title="Five years old", date=date(2021, 11, 23))
    result = raised(
        questions_asked,
        {
            "C01": Answer(level=2, evidence=(OLD,)),
            "C02": Answer(level=2, evidence=(OLD, newer)),
            "C03": Answer(level=2, evidence=(edge,)),
            "C04": Answer(level=2),
        },
    )
    assert list(result.values()) == [("C01",)]


@pytest.mark.parametrize("kind", ["law", "decree", "membership"])
def test_a_law_or_a_membership_does_not_grow_stale(questions_asked: Edition, kind: str) -> None:
    law = Evidence.model_validate({"title": "Act of 1990", "type": kind, "year": 1990})
    assert raised(questions_asked, {"L02": Answer(level=2, evidence=(law,))}) == {}
    assert raised(questions_asked, {"L02": Answer(level=2, evidence=(law, OLD))}) == {}
    assert raised(questions_asked, {"L02": Answer(level=2, evidence=(OLD,))}) == {"G13": ("L02",)}


def test_a_pillar_nearly_all_at_the_top_asks_for_a_review(questions_asked: Edition) -> None:
    legal = [item.id for item in questions_asked.pillars[0].walk_indicators()]
    answers = levels(**dict.fromkeys(legal, 4))
    answers[legal[-1]] = Answer(level=2)
    result = raised(questions_asked, answers)
    assert [key for key in result if key.endswith("legal")] != []
    answers[legal[-2]] = Answer(level=2)
    assert [key for key in raised(questions_asked, answers) if key.endswith("legal")] == []


def test_nothing_answered_raises_nothing(questions_asked: Edition) -> None:
    assert raised(questions_asked, {}) == {}
