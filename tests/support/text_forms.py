"""Every form of the pages that takes typed text: how its field is reached, and which calls in the code draw it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from assessment import Answer
from assessment.review.answer_review import Remark, RemarkKind
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import Transition
from tests.support.screens import (
    TESTER,
    bring_answered,
    choose_option,
    expect_quiet,
    list_institution,
    store_in,
)

MEASURE, STATISTIC, QUESTION = "L02-a", "EDU-ELEC", "O02"

NOT_KEPT = {
    "shell/navigation/search.py:show": "words that are searched",
    "start/page.py:_name": "the name of the visitor, which a cookie keeps",
    "accounts/page.py:_grant_form": "an address of one word, on a page without an assessment",
    "questionnaire/page.py:_fields": "the revision, which nobody types",
    "institutions/overview.py:_deadline_field": "a date",
    "roadmap/budget_form.py:show": "three letters of a currency",
}
"""Calls that draw a field for something other than words that somebody writes, each with what it is."""


@dataclass(frozen=True)
class TextForm:
    """A field for text in a form."""

    name: str
    calls: tuple[str, ...]
    """Functions of app_pages that draw text fields of this form, as `file:function`."""
    address: str
    """The page with its query, `{}` for the assessment."""
    field: str
    """Key of the field's element, or how it begins, as in its class."""
    prepared: str = "draft"
    """State of the assessment that has the form."""
    steps: Callable[[Page], None] | None = None
    """What has to be pressed on the page until the field is there."""

    def open(self, page: Page, server_address: str, assessment: str) -> Locator:
        """Open the page, take the steps and return the field."""
        page.goto(server_address + self.address.format(assessment))
        expect(page.locator(".stMain h1, .stMain #question").first).to_be_visible()
        expect_quiet(page)
        if self.steps is not None:
            self.steps(page)
            expect(self.found(page)).to_be_visible()  # a press has begun its run only then
            expect_quiet(page)
        return self.found(page)

    def found(self, page: Page) -> Locator:
        """Return the field on the page."""
        box = f".stMain [class*='st-key-{self.field}']"
        return page.locator(f"{box} .stTextArea textarea, {box} .stTextInput input").first


def _press(name: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=name, exact=True).click()


def _open(title: str) -> Callable[[Page], None]:
    return lambda page: page.locator("summary").filter(has_text=title).first.click()


def _choose_institution(page: Page) -> None:
    choose_option(page, "Write to an institution", "Ombudsman")


def _compare(page: Page) -> None:
    page.get_by_text("Compare the two").click()


def _choose_part(page: Page) -> None:
    page.locator(".st-key-public-profile label").click()


FORMS = (
    TextForm(
        "comment",
        ("questionnaire/page.py:_words", "questionnaire/page.py:_choice"),
        "/answer?a={}&i=L04",
        "L04-comment",
    ),
    TextForm(
        "evidence",
        (
            "questionnaire/evidence_editor.py:_editor",
            "questionnaire/evidence_editor.py:text",
            "questionnaire/detail_rows.py:_cell",
            "questionnaire/detail_fields.py:statuses",
        ),
        "/answer?a={}&i=L12",
        "L12-evidence-title",
        steps=_press("Add evidence"),
    ),
    TextForm(
        "message under a question",
        ("questionnaire/discussion.py:_form",),
        "/answer?a={}&i=O02",
        "discussion-O02-text",
        steps=_open("Discuss this question"),
    ),
    TextForm(
        "settle", ("settlement/form.py:show_fields",), "/settle?a={}&i=O02", "settle-O02-reason"
    ),
    TextForm(
        "expert’s level",
        ("review/form.py:_level_fields",),
        "/review?a={}&i=O02",
        "review-O02-reason",
        "in review",
    ),
    TextForm(
        "expert’s question",
        ("review/form.py:_question_fields",),
        "/review?a={}&i=O02",
        "review-O02-question",
        "in review",
    ),
    TextForm(
        "reply",
        ("review/form.py:_reply_fields",),
        "/review?a={}&i=O02",
        "review-O02-reply",
        "in review",
    ),
    TextForm(
        "question on the plan",
        ("plan_review/form.py:_text_field",),
        "/plan-review?a={}",
        "review-plan-question",
        "in review",
    ),
    TextForm("hand in", ("workflow/page.py:_transition",), "/hand-in?a={}", "step-submit"),
    TextForm(
        "institution by name",
        ("institutions/page.py:_add",),
        "/institutions?a={}",
        "institutions-name",
        steps=_open("Add institutions"),
    ),
    TextForm(
        "institution",
        ("institutions/editor.py:_fields",),
        "/institutions?a={}",
        "institution-ombudsman-contact",
        steps=_choose_institution,
    ),
    TextForm(
        "sign-off", ("home/institution.py:_form",), "/home?a={}&as=ombudsman", "sign-off-name"
    ),
    TextForm(
        "figure in its row",
        ("statistics/figure_row.py:show",),
        f"/statistics?a={{}}&s={STATISTIC}",
        f"figures-{STATISTIC}-source",
    ),
    TextForm(
        "figure in its editor",
        ("statistics/editor.py:_editor", "statistics/editor.py:_group_field"),
        f"/statistics?a={{}}&s={STATISTIC}",
        "figure-note",
        steps=lambda page: page.locator(f".st-key-figure-{STATISTIC}-add button").click(),
    ),
    TextForm(
        "decision about a measure",
        ("roadmap/decision_form.py:_fields",),
        f"/roadmap?a={{}}&m={MEASURE}",
        f"decision-{MEASURE}-reason",
    ),
    TextForm(
        "what became of a measure",
        ("roadmap/status_form.py:_fields", "roadmap/status_form.py:_evidence_fields"),
        f"/roadmap?a={{}}&m={MEASURE}",
        f"status-{MEASURE}-note",
    ),
    TextForm(
        "remark on a measure",
        ("follow_up/progress_rows.py:_row", "follow_up/progress_rows.py:_month"),
        "/follow-up?a={}",
        "progress-",
    ),
    TextForm(
        "variant",
        ("roadmap/scenario.py:_scenario",),
        "/roadmap?a={}&part=what-if",
        "what-if-reason",
        steps=_compare,
    ),
    TextForm(
        "money",
        ("shell/forms/number_field.py:_read_field",),
        "/roadmap?a={}&part=money",
        "money-year-0",
    ),
    TextForm(
        "foreword",
        ("documents/look_form.py:show",),
        "/documents?a={}",
        "look-text",
        steps=_open("Cover and paper"),
    ),
    TextForm(
        "publication",
        ("publication/page.py:_show_choice",),
        "/publication?a={}",
        "public-reason",
        "agreed",
        steps=_choose_part,
    ),
    TextForm(
        "retraction",
        ("publication/page.py:_show_published",),
        "/publication?a={}",
        "public-reason",
        "published",
    ),
)
"""One form for each place in the code that takes typed text."""


def prepare(folder: Path, state: str, country: str) -> str:
    """Bring an assessment with every question answered, two institutions that differ, into a state; return its id.

    `country` is the code of an invented country that no other test of the same server publishes for.
    """
    key = bring_answered(folder, country=country)
    list_institution(folder, key, "ombudsman", QUESTION)
    list_institution(folder, key, "parliament", QUESTION)
    store = store_in(folder)
    at = dt.datetime.now(dt.UTC)
    for institution, level in (("ombudsman", 1), ("parliament", 3)):
        store.save_answer(
            key, QUESTION, Answer(level=level), expected_revision=0, person=TESTER, at=at,
            institution=institution,
        )  # fmt: skip
    steps = {
        "draft": (),
        "in review": (Transition.SUBMIT, Transition.START_REVIEW),
        "agreed": (Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE),
        "published": (
            Transition.SUBMIT, Transition.START_REVIEW, Transition.AGREE, Transition.PUBLISH,
        ),
    }[state]  # fmt: skip
    for seen, step in enumerate(steps):
        parts = (PublicPart.PROFILE,) if step is Transition.PUBLISH else ()
        store.apply_transition(key, step, seen=seen, person=TESTER, at=at, parts=parts)
    if state == "in review":
        remark = Remark(RemarkKind.QUESTION, "Which budget?", answer=1)
        store.review(key, QUESTION, remark, seen=0, person=TESTER, at=at)
    store.close()
    return key
