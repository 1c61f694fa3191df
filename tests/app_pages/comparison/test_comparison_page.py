"""The comparison with AppTest: nothing before five other countries agree, then quartiles without a name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assessment import Standing
from assessment.countries import country_name
from assessment.files.assessment_file import read_assessment
from assessment.store import Store
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import Transition
from host.services import edition_of, now
from tests.support.pages import folder as folder
from tests.support.pages import open_page, texts, words
from tests.support.screens import EXAMPLES, TESTER, store_in
from tests.support.transitions import TRANSITIONS_TO, AssessmentState

OTHERS = ("GHA", "IRL", "UGA", "ZMB", "ALB")


def publish(store: Store, country: str, *, counted: bool, cycle: int = 2026) -> str:
    """Publish the profile of a country that has answered as the training country."""
    given = read_assessment(EXAMPLES / "xtc.yaml").model_copy(
        update={
            "country": country,
            "cycle": cycle,
            "standing": Standing.SELF_ASSESSED,
            "institutions": (),
            "institution_answers": {},
            "state": AssessmentState.DRAFT,
        }
    )
    key = store.import_assessment(
        given, edition_hash=edition_of("2026").content_hash, person=TESTER, at=now()
    )
    for seen, item in enumerate(TRANSITIONS_TO[AssessmentState.PUBLISHED]):
        said = (
            {"parts": (PublicPart.PROFILE,), "is_counted": counted}
            if item is Transition.PUBLISH
            else {}
        )
        store.apply_transition(key, item, seen=seen, person=TESTER, at=now(), **said)  # type: ignore[arg-type]
    return key


def said(page: object) -> str:
    markdown = " ".join(item.value for item in page.markdown)  # type: ignore[attr-defined]
    return f"{markdown} {words(page)}"  # type: ignore[arg-type]


def test_five_other_countries_that_agree_are_needed_and_none_is_named(folder: Path) -> None:
    store = store_in(folder)
    mine = publish(store, "KEN", counted=True)
    for country in OTHERS[:4]:
        publish(store, country, counted=True)
    last = publish(store, OTHERS[4], counted=False)
    few = open_page("comparison", a=mine)
    assert "1 country is missing" in said(few)
    assert "cop-table" not in texts(few)
    store.set_consent(last, given=True, person=TESTER, at=now())
    page = open_page("comparison", a=mine)
    shown = said(page)
    assert "in the middle half" in shown  # all have answered alike
    assert "Change from one cycle to the next" not in shown
    assert not [name for name in map(country_name, OTHERS) if name in shown]
    assert "L02" not in shown  # nobody has published answers
    for country in OTHERS:
        publish(store, country, counted=True, cycle=2027)
    shown = said(open_page("comparison", a=mine))
    assert "Change from one cycle to the next" in shown
    assert "Your own published cycles" not in shown
    store.close()


def test_the_own_published_cycles_are_shown_also_without_other_countries(folder: Path) -> None:
    store = store_in(folder)
    publish(store, "KEN", counted=False, cycle=2024)
    mine = publish(store, "KEN", counted=False)
    shown = texts(open_page("comparison", a=mine))
    assert "Your own published cycles" in shown
    assert re.search(r"Pillar, invitation or question</th>.*2024</th>.*2026</th>", shown)
    store.close()


@pytest.mark.parametrize("counted", [True, False])
def test_consent_is_given_or_not_with_the_publication_and_changed_later(
    folder: Path, counted: bool
) -> None:
    store = store_in(folder)
    key = publish(store, "KEN", counted=False)
    store.apply_transition(
        key, Transition.RETRACT, seen=4, person=TESTER, at=now(), reason="To choose again."
    )
    page = open_page("publication", a=key)
    assert not [item for item in page.checkbox if item.key == "public.counted"]
    page.checkbox(key="public.profile").set_value(True).run()
    page.checkbox(key="public.counted").set_value(counted).run()
    page.button(key="publish").click().run()
    assert not page.exception
    assert store.consent(key, person=TESTER) is counted
    page.button(key="public.consent").click().run()
    assert store.consent(key, person=TESTER) is not counted
    store.close()
