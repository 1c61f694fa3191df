"""Tests of "Try an example" with AppTest: the training country is offered first and opens half-way through its review."""

from __future__ import annotations

from pathlib import Path

from assessment import AssessmentState
from assessment.countries import country_name, is_invented
from assessment.store import local_person
from host import services as host_services
from host.examples import offered_examples
from tests.support.pages import folder as folder
from tests.support.pages import open_page

ANA = local_person("Ana")


def test_the_training_country_is_chosen_first_and_the_others_follow_by_name(folder: Path) -> None:
    chosen = open_page("start").selectbox(key="example.country")
    assert chosen.value == "XTC"
    shown = [country_name(item.country) for item in offered_examples()]
    assert sorted(chosen.options) == sorted(shown)
    assert chosen.options[1:] == sorted(chosen.options[1:])


def test_what_the_example_is_stands_beside_it(folder: Path) -> None:
    page = open_page("start")
    told = {}
    for item in offered_examples():
        page.selectbox(key="example.country").select(item.country).run()
        words = " ".join(block.value for block in page.markdown)
        told[item.country] = "invented with all its figures" in words
        assert told[item.country] != ("Compiled from public sources" in words)
    assert told == {code: is_invented(code) for code in told}


def test_opening_it_brings_the_review_and_the_earlier_cycle(folder: Path) -> None:
    page = open_page("start")
    page.button(key="example.go").click().run()
    assert not page.exception
    store = host_services.open_store()
    earlier, newest = store.assessments(person=ANA)
    assert (earlier.cycle, earlier.state) == (2024, AssessmentState.DRAFT)
    assert (newest.cycle, newest.state) == (2026, AssessmentState.IN_REVIEW)
    assert store.reviews(newest.id, person=ANA)
    open_page("review", a=newest.id)
    open_page("since", a=newest.id)
    open_page("follow-up", a=newest.id)
