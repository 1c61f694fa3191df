"""Sign-in with an OpenID provider: invited and uninvited accounts, the end of a session, sign-out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import closing

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from assessment.access.permissions import Grant
from assessment.audit_chain import AuditAction
from assessment.countries import country_name
from assessment.model.roles import AccessRole
from assessment.store import Store
from tests.support.screens import (
    TESTER,
    begin,
    choose,
    download,
    expect_question,
    expect_quiet,
    expect_saved,
    list_institution,
)
from tests.support.server import Server
from tests.support.sign_in_server import ADMINISTRATOR, signing_in
from tests.support.users import new_page, pass_provider

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with signing_in(tmp_path_factory.mktemp("server")) as running:
        yield running


def stored(server: Server) -> Store:
    return Store.open(f"sqlite:///{server.folder / 'cop.sqlite3'}")


def test_nobody_sees_a_page_without_signing_in(server: Server, page: Page) -> None:
    for name in ("", "answer?a=x", "people", "documents?a=x"):
        page.goto(f"{server.address}/{name}")
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        # The side bar offers the languages and nothing else.
        links = page.locator("[data-testid=stSidebar] a:not([data-language])")
        expect(links).to_have_count(0)
    assert not [
        item
        for item in Axe().run(page).response["violations"]
        if item["impact"] in ("serious", "critical")
    ]


def test_a_stranger_sees_nothing_and_is_told_whom_to_ask(server: Server, page: Page) -> None:
    pass_provider(page, server, "nobody@example.org")
    expect(page.get_by_text("You have no role here")).to_be_visible()
    expect(page.get_by_text("help@example.org")).to_be_visible()
    expect(page.get_by_text("Begin an assessment")).to_have_count(0)
    page.goto(f"{server.address}/people")
    expect(page.get_by_text("Only administrators give roles")).to_be_visible()


def test_an_address_that_nobody_has_verified_does_not_get_in(server: Server, page: Page) -> None:
    pass_provider(page, server, "unverified@example.org")
    expect(page.get_by_text("not verified your e-mail address")).to_be_visible()
    expect(page.get_by_text("Signed in as")).to_have_count(0)


def test_who_is_invited_by_the_administrator_comes_in_and_out_again(
    server: Server, browser: Browser, page: Page
) -> None:
    pass_provider(page, server, ADMINISTRATOR)
    page.get_by_role("link", name="People and their roles").click()
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    page.get_by_label("E-mail address").fill("carol@example.org")
    page.get_by_text("Coordinator: keeps").click()
    page.get_by_role("button", name="Give this role").click()
    expect(
        page.locator("[class*=st-key-people-row]").get_by_text("carol@example.org")
    ).to_be_visible()
    assert not [
        item
        for item in Axe().run(page).response["violations"]
        if item["impact"] in ("serious", "critical")
    ]

    invited = new_page(browser)
    pass_provider(invited, server, "carol@example.org")
    expect(invited.get_by_text("Signed in as carol@example.org")).to_be_visible()
    expect_quiet(invited)
    invited.get_by_role("combobox", name="Country").click()
    expect(invited.get_by_role("option")).to_have_text(["Kenya"])
    invited.get_by_role("option", name="Kenya").click()
    invited.get_by_role("button", name="Begin", exact=True).click()
    invited.wait_for_url(re.compile("answer"))
    expect(invited.locator(".cop-where")).to_contain_text("Kenya")
    address = invited.url

    page.goto(address)  # the administrator reads no answers
    expect(page.get_by_text("This can’t be done with your role")).to_be_visible()

    invited.goto(server.address)
    invited.get_by_role("button", name="Sign out", exact=True).click()
    invited.get_by_role("button", name="Yes, sign me out").click()
    expect(invited.get_by_role("button", name="Sign in")).to_be_visible()
    invited.goto(address)
    expect(invited.get_by_role("button", name="Sign in")).to_be_visible()
    expect(invited.locator(".cop-where")).to_have_count(0)
    invited.context.close()

    page.goto(f"{server.address}/people")
    page.get_by_role("button", name="Take away").click()
    expect(page.get_by_text("carol@example.org")).to_have_count(0)
    with closing(stored(server)) as store:
        assert store.verify_audit().broken == ()


def test_the_role_on_the_screen_is_given_also_when_the_button_follows_at_once(
    server: Server, page: Page
) -> None:
    pass_provider(page, server, ADMINISTRATOR)
    page.get_by_role("link", name="People and their roles").click()
    page.get_by_label("E-mail address").fill("ed@example.org")
    page.get_by_label("E-mail address").press("Tab")
    page.get_by_role("radio", name="Expert").evaluate(
        """(role) => {
            role.click();
            document.querySelector("[class*='st-key-people-give'] button").click();
        }"""
    )
    expect(page.locator("[class*=st-key-people-row]").get_by_text("ed@example.org")).to_be_visible()
    with closing(stored(server)) as store:
        (entry,) = (item for item in store.people("KEN", person=TESTER) if "ed@" in item.email)
        assert entry.grant.role is AccessRole.EXPERT
        store.take_role(entry.email, entry.grant, person=TESTER, at=dt.datetime.now(dt.UTC))


def test_a_contributor_comes_to_the_questions_of_their_institution_alone(
    server: Server, page: Page
) -> None:
    key = begin(server.folder, "TZA")
    list_institution(server.folder, key, "police", "L02", "L03")
    with closing(stored(server)) as store:
        police = Grant(AccessRole.CONTRIBUTOR, "TZA", "police")
        store.give_role("paul@example.org", police, person=TESTER, at=dt.datetime.now(dt.UTC))
    pass_provider(page, server, "paul@example.org")
    expect(page.get_by_text("Begin an assessment")).to_have_count(0)
    page.get_by_role("link", name=country_name("TZA")).click()
    expect(page.locator(".cop-where .institution")).to_contain_text("answers of")
    page.get_by_role("link", name="Begin with L02").click()
    expect_question(page, "L02")
    choose(page, "L02", "0")
    expect_saved(page, 0)
    for name in ("answer", "documents", "results", "roadmap"):
        page.goto(f"{server.address}/{name}?a={key}&as=national")
        expect(page.get_by_text(re.compile("Your role is for|It is for:")).first).to_be_visible()
    page.goto(f"{server.address}/workbooks?a={key}&as=police")
    assert download(page, "Download the workbook").suggested_filename.endswith("police.xlsx")
    with closing(stored(server)) as store:
        assert store.revisions(key, person=TESTER, institution="police") == {"L02": 1}
        (revision,) = store.answer_history(key, "L02", person=TESTER, institution="police")
        assert revision.author == "paul@example.org"
        last = store.audit(key, person=TESTER)[-1]
        assert (last.action, last.person) == (AuditAction.EXPORTED, "paul@example.org")


def test_a_session_ends_by_itself(tmp_path_factory: pytest.TempPathFactory, page: Page) -> None:
    eight_seconds = str(8 / 3600)
    folder = tmp_path_factory.mktemp("short")
    with signing_in(folder, COP_SESSION_HOURS=eight_seconds) as server:
        pass_provider(page, server, ADMINISTRATOR)
        expect(page.get_by_text("Signed in as")).to_be_visible()
        page.wait_for_timeout(8_000)
        page.get_by_role("link", name="People and their roles").click()
        expect(page.get_by_text("You were signed in for long enough")).to_be_visible()
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        with closing(stored(server)) as store, store.reading() as session:
            assert store.verify_audit().broken == ()
            from assessment.store.database.tables import AuditRow

            result = session.query(AuditRow.person).filter_by(action=AuditAction.SIGNED_IN.value)
            assert [row.person for row in result] == [ADMINISTRATOR]
