"""Browser tests of all roles on a server, from the invitation to publication and retraction."""

from __future__ import annotations

import datetime as dt
import re
import urllib.parse
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assessment import AssessmentState
from assessment.access.permissions import Grant
from assessment.model.roles import AccessRole
from assessment.review.answer_review import RemarkKind
from assessment.workflow.states import Transition
from tests.support.screens import (
    TESTER,
    begin,
    choose,
    choose_option,
    expect_question,
    expect_quiet,
    expect_saved,
    list_institution,
    store_in,
)
from tests.support.server import Server
from tests.support.sign_in_server import ADMINISTRATOR, signing_in
from tests.support.users import (
    click_button,
    expect_state,
    fill_field,
    new_page,
    open_from_sidebar,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.browser

CAROL, PAUL, ED, ANN = (f"{name}@example.org" for name in ("carol", "paul", "ed", "ann"))
LAW, LEAD = "L10", "O01"
"""One indicator for the police and one for the coordinator; neither has details."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server of one test: a repetition begins without what the first try stored."""
    with signing_in(tmp_path) as running:
        yield running


def invite(page: Page, email: str, role: str) -> None:
    """Grant a role as administrator; a contributor's is for the first institution of the list."""
    fill_field(page, "E-mail address", email)
    page.get_by_text(role).click()
    expect_quiet(page)
    click_button(page, "Give this role")
    grant = page.get_by_text(email).locator("xpath=ancestor::p")
    expect(grant).to_contain_text(role.partition(":")[0].lower())


def begin_quick_scan(page: Page) -> str:
    """Create an assessment as coordinator and return its id."""
    choose_option(page, "Country", "Kenya")
    page.locator(".st-key-begin-profile label").filter(has_text="Quick scan").click()
    expect(page.get_by_role("radio", name="Quick scan")).to_be_checked()
    expect_quiet(page)
    click_button(page, "Begin")
    page.wait_for_url(re.compile("answer"))
    expect(page.locator(".cop-where")).to_contain_text("Kenya")
    return urllib.parse.parse_qs(urllib.parse.urlparse(page.url).query)["a"][0]


def ask_the_police(page: Page) -> None:
    """Add the police as an institution and assign one question to it."""
    open_from_sidebar(page, "Institutions")
    fill_field(page, "Or name one yourself", "Police")
    click_button(page, "Add this institution")
    expect(page.get_by_role("heading", name="Police")).to_be_visible()
    choose_option(page, "Write to an institution", "Police")
    page.locator(f".st-key-institution-police-asks-{LAW} label").click()
    expect(page.get_by_text("L Legal measures: 1")).to_be_visible()
    expect_quiet(page)


def open_kenya(page: Page, server: Server) -> None:
    """Open the assessment from the list."""
    page.goto(server.address)
    page.get_by_role("link", name="Kenya").first.click()
    expect(page.get_by_role("heading", name="What to do next")).to_be_visible()
    expect_quiet(page)


def goto(page: Page, server: Server, name: str, key: str, indicator: str = "") -> None:
    page.goto(f"{server.address}/{name}?a={key}" + (f"&i={indicator}" if indicator else ""))
    expect_quiet(page)


def answer_with_evidence(page: Page) -> None:
    """Answer the contributor's question and add evidence."""
    expect_question(page, LAW)
    expect(
        page.locator("[data-testid=stSidebar]").get_by_role("link", name="Settle")
    ).to_have_count(0)
    choose(page, LAW, "2")
    expect_saved(page, 2)
    click_button(page, "Add evidence")
    fill_field(page, "Title of the document", "Data Protection Act")
    click_button(page, "Done")
    expect(page.locator(".cop-evidence")).to_contain_text("Data Protection Act")


def fields_are_closed(page: Page, indicator: str) -> None:
    """Expect every field of an answer to be locked, with a banner that gives the reason."""
    expect(page.locator(f".st-key-{indicator}-choice input").first).to_be_disabled()
    for name in ("Add evidence", "Edit 1", "Clear this answer", "Undo the last change"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    expect(page.locator(".cop-banner")).to_be_visible()


def hand_in(page: Page) -> None:
    open_from_sidebar(page, "Hand in")
    click_button(page, "Hand in")
    expect_state(page, "Submitted")


def begin_review(page: Page) -> None:
    open_from_sidebar(page, "Hand in")
    click_button(page, "Begin the review")
    expect_state(page, "In review")


def show_question(page: Page, server: Server, key: str, indicator: str) -> None:
    goto(page, server, "review", key, indicator)
    expect(page.locator(f'#question[data-indicator="{indicator}"]')).to_be_visible()
    expect_quiet(page)


def test_an_assessment_goes_from_the_invitation_to_what_everybody_reads(
    server: Server, browser: Browser
) -> None:
    admin = new_page(browser)
    sign_in(admin, server, ADMINISTRATOR)
    admin.get_by_role("link", name="People and their roles").click()
    expect(admin.get_by_role("heading", name="People")).to_be_visible()
    invite(admin, CAROL, "Coordinator: keeps")
    invite(admin, ED, "Expert: reviews")
    invite(admin, ANN, "Approver: agrees")

    with signed_in(browser, server, CAROL, ED, ANN) as (carol, ed, ann):
        key = begin_quick_scan(carol)
        ask_the_police(carol)
        admin.reload()
        expect(admin.get_by_role("heading", name="People")).to_be_visible()
        invite(admin, PAUL, "Contributor: answers")
        with signed_in(browser, server, PAUL) as (paul,):
            open_kenya(paul, server)
            expect(paul.locator(".cop-where .institution")).to_contain_text("Police")
            paul.get_by_role("link", name=f"Begin with {LAW}").click()
            answer_with_evidence(paul)
            for page, told in (("settle", "coordinator’s"), ("results", "about the whole country")):
                goto(paul, server, page, key)
                expect(paul.get_by_text(told)).to_be_visible()

        # The coordinator settles, answers one question besides, and hands in.
        open_from_sidebar(carol, "Settle the answers")
        click_button(carol, "Take over the 1 answer that all agree on")
        expect(carol.get_by_text("1 answer is taken over")).to_be_visible()
        goto(carol, server, "answer", key, LEAD)
        choose(carol, LEAD, "1")
        expect_saved(carol, 1)
        goto(ed, server, "answer", key, LEAD)
        fields_are_closed(ed, LEAD)  # an expert reads
        expect(ed.locator(".cop-banner")).to_contain_text("Who changes them: coordinator")
        hand_in(carol)
        goto(carol, server, "answer", key, LAW)
        fields_are_closed(carol, LAW)
        for page in ("settle", "institutions", "statistics"):
            goto(carol, server, page, key)
            expect(carol.locator(".cop-banner")).to_contain_text("Handed in")

        # The expert asks about one, gives another level to the other, and returns.
        open_kenya(ed, server)
        begin_review(ed)
        expect(ed.get_by_role("link", name=re.compile(r"^Look at \d+ answers?$"))).to_be_visible()
        show_question(ed, server, key, LAW)
        fill_field(ed, "Question to the country", "Which section of the act?")
        click_button(ed, "Ask")
        expect(ed.locator(".cop-remarks")).to_contain_text("Which section")
        show_question(ed, server, key, LEAD)
        ed.locator(f".st-key-review-{LEAD}-choice input[value='2']").locator(
            "xpath=ancestor::label"
        ).click()
        expect_quiet(ed)
        fill_field(ed, "Why (needed", "The decree names the body.")
        click_button(ed, "Save and go on")
        expect(ed.get_by_text(f"{LEAD}: stored.")).to_be_visible()
        open_from_sidebar(ed, "Hand in")
        fill_field(ed, "Return with the open questions: why", "One question.")
        click_button(ed, "Return with the open questions")
        expect_state(ed, "Returned")

        # The coordinator replies, changes what was asked about and nothing else, and hands in again.
        show_question(carol, server, key, LAW)
        fill_field(carol, "Reply of the country", "Section 33.")
        click_button(carol, "Reply")
        expect(carol.locator(".cop-remarks")).to_contain_text("Section 33.")
        goto(carol, server, "answer", key, LEAD)
        fields_are_closed(carol, LEAD)
        goto(carol, server, "answer", key, LAW)
        fill_field(carol, "Comment (optional)", "Section 33.")
        expect_saved(carol, 2)
        hand_in(carol)
        begin_review(ed)
        show_question(ed, server, key, LAW)
        click_button(ed, "Resolved")
        expect(ed.locator(".cop-remarks")).to_contain_text("Resolved")
        show_question(carol, server, key, LEAD)
        carol.get_by_role("button", name="Take over").click()
        expect(carol.locator(".cop-remarks")).to_contain_text("takes this level over")

        # Only the approver agrees, previews and publishes.
        goto(carol, server, "hand-in", key)
        expect(carol.get_by_role("button", name="Agree", exact=True)).to_have_count(0)
        goto(ann, server, "hand-in", key)
        click_button(ann, "Agree")
        expect_state(ann, "Agreed")
        open_from_sidebar(ann, "Publication")
        for part in ("Profile", "Answers"):
            ann.get_by_text(part, exact=True).last.click()
            expect_quiet(ann)
        ann.get_by_text("/repository/KEN/2026/answers/legal", exact=True).click()
        expect(ann.locator(".cop-public").get_by_text("Section 33.")).to_be_visible()
        everybody = new_page(browser, script=False)
        assert everybody.goto(f"{server.address}/repository/KEN/2026").status == 404  # type: ignore[union-attr]
        click_button(ann, "Publish these parts")
        expect_state(ann, "Published")

        everybody.goto(f"{server.address}/repository")
        everybody.get_by_role("link", name="Kenya").first.click()
        expect(everybody.locator("h1")).to_contain_text("Kenya")
        assert everybody.goto(f"{server.address}/repository/KEN/2026/answers/legal").status == 200  # type: ignore[union-attr]
        expect(everybody.get_by_text("Section 33.").first).to_be_visible()
        assert everybody.goto(f"{server.address}/repository/KEN/2026/roadmap").status == 404  # type: ignore[union-attr]
        assert not everybody.context.cookies()

        # The administrator sees no answer.
        for page in ("answer", "results", "documents", "review", "hand-in", "publication"):
            admin.goto(f"{server.address}/{page}?a={key}")
            expect(admin.get_by_text("This can’t be done with your role")).to_be_visible()

        ann.get_by_label("Why, in one sentence").fill("A figure was wrong.")
        ann.get_by_label("Why, in one sentence").press("Tab")
        expect_quiet(ann)
        click_button(ann, "Take it back from the public")
        expect_state(ann, "Agreed")
        assert everybody.goto(f"{server.address}/repository/KEN/2026").status == 404  # type: ignore[union-attr]
        everybody.context.close()

        # The coordinator opens the next cycle.
        goto(ann, server, "hand-in", key)
        expect(ann.get_by_text("The coordinator opens the next cycle here")).to_be_visible()
        goto(carol, server, "hand-in", key)
        expect(carol.get_by_text("A figure was wrong.")).to_be_visible()
        click_button(carol, "Open the next cycle")
        expect(carol.locator(".cop-where")).to_contain_text("2027")
        expect_state(carol, "Draft")
        expect(carol.get_by_text("were not looked at again").first).to_be_visible()
        open_from_sidebar(carol, "Since last time")
        expect(carol.get_by_text("No level has changed.")).to_be_visible()
    admin.context.close()

    with closing(store_in(server.folder)) as store:
        result = store.load(key, person=TESTER)
        assert result.state is AssessmentState.AGREED
        assert (result.level(LAW), result.level(LEAD)) == (2, 2)
        assert [
            (item.transition, item.author) for item in store.transitions(key, person=TESTER)
        ] == [
            (Transition.SUBMIT, CAROL),
            (Transition.START_REVIEW, ED),
            (Transition.RETURN, ED),
            (Transition.SUBMIT, CAROL),
            (Transition.START_REVIEW, ED),
            (Transition.AGREE, ANN),
            (Transition.PUBLISH, ANN),
            (Transition.RETRACT, ANN),
        ]
        said = store.reviews(key, person=TESTER)[LEAD]
        assert [(item.kind, item.author) for item in said.remarks] == [
            (RemarkKind.VIEW, ED),
            (RemarkKind.ACCEPTED, CAROL),
        ]
        (later,) = store.cycles(key, person=TESTER).later
        assert (later.cycle, later.author) == (2027, CAROL)
        assert store.verify_audit().broken == ()


WHOLE_COUNTRY = (
    "results", "gaps", "roadmap", "follow-up", "since", "documents", "publication", "institutions",
    "settle", "hand-in", "review",
)  # fmt: skip


def test_who_has_no_business_on_a_page_is_told_so_there(server: Server, browser: Browser) -> None:
    key = begin(server.folder, "TZA")
    list_institution(server.folder, key, "police", LAW)
    with closing(store_in(server.folder)) as store:
        for name, grant in (
            ("tom", Grant(AccessRole.CONTRIBUTOR, "TZA", "police")),
            ("una", Grant(AccessRole.COORDINATOR, "UGA")),
        ):
            at = dt.datetime.now(dt.UTC)
            store.give_role(f"{name}@example.org", grant, person=TESTER, at=at)
    with signed_in(browser, server, "tom@example.org", "una@example.org") as (tom, una):
        told = tom.get_by_text(
            re.compile("role is for|It is for:|page is the coordinator’s|for the expert and the")
        )
        not_theirs = (
            page for page in WHOLE_COUNTRY if page != "follow-up"
        )  # that has their measures
        for page in (*not_theirs, "answer&as=national", "settle&as=national"):
            name, _and, whose = page.partition("&")
            tom.goto(f"{server.address}/{name}?a={key}&{whose}")
            expect(told.first, page).to_be_visible()
        for page in (*WHOLE_COUNTRY, "answer", "evidence", "workbooks", "statistics"):
            una.goto(f"{server.address}/{page}?a={key}")
            unknown = una.get_by_text("This link leads nowhere")
            expect(unknown.first, page).to_be_visible()
            expect(una.get_by_text("Tanzania")).to_have_count(0)


@pytest.mark.parametrize("name", ["expert", "approver"])
def test_who_reads_is_offered_no_field_that_refuses(
    server: Server, browser: Browser, name: str
) -> None:
    country = {"expert": "GHA", "approver": "RWA"}[name]
    key = begin(server.folder, country)
    list_institution(server.folder, key, "police", LAW)
    with closing(store_in(server.folder)) as store:
        grant = Grant(AccessRole(name), country)
        at = dt.datetime.now(dt.UTC)
        store.give_role(f"{name}@example.org", grant, person=TESTER, at=at)
    with signed_in(browser, server, f"{name}@example.org") as (page,):
        goto(page, server, "answer", key, LAW)
        fields_are_closed(page, LAW)
        for path, offered in (
            ("statistics", "Add a figure"),
            ("institutions", "Add this institution"),
            ("settle", "Settle and go on"),
            ("follow-up", "Adopt this plan"),
            ("roadmap", "Save the limits"),
            ("workbooks", "Import a filled-in file"),
            ("hand-in", "Hand in"),
        ):
            goto(page, server, path, f"{key}&s=EDU-INT-1" if path == "statistics" else key)
            expect(page.locator("h1")).to_be_visible()
            expect(page.get_by_role("button", name=offered)).to_have_count(0)
            if path != "hand-in":
                expect(page.locator(".cop-banner")).to_contain_text("Who changes")
