"""Text typed into any form of any page comes back after a reload, a killed server, a cut and a closed tab."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page, expect

import app_pages
from tests.support.screens import expect_quiet
from tests.support.server import Server
from tests.support.servers.tcp_proxy import TcpProxy
from tests.support.text_forms import FORMS, NOT_KEPT, TextForm, prepare

pytestmark = pytest.mark.browser

FOLDER = Path(app_pages.__file__).parent
TYPED = "The ministry of education keeps the register; قانون 2024 says so."
FORM = {form.name: form for form in FORMS}
DRAFTS = "() => Object.keys(localStorage).filter((name) => name.startsWith('cop-draft:'))"
SENT = f"() => ({DRAFTS})().some((name) => JSON.parse(localStorage[name]).sent)"
"""Whether a text was sent to the session, which is so some seconds after the line is back."""
UNTOLD = """() => {
  const told = [...document.querySelectorAll(".cop-kept")].flatMap((item) => JSON.parse(item.dataset.fields))
    .map(([, widget]) => `st-key-${widget.replace(/[^\\w-]/g, "-")}`);
  return [...document.querySelectorAll(".stMain .stTextArea textarea, .stMain .stTextInput input")]
    .filter((field) => !field.disabled)
    .map((field) => [...field.closest('[class*="st-key-"]').classList].find((item) => item.startsWith("st-key-")))
    .filter((key) => !told.includes(key));
}"""
IN_FIELD_OR_LISTED = """(text) => document.querySelector(".stMain").innerText.includes(text)
  || [...document.querySelectorAll(".stMain input")].some((field) => field.value === text)"""
WITHOUT_WORDS = (
    "st-key-L04-seen",
    "st-key-L12-seen",
    "st-key-O02-seen",
    "st-key-deadline-",
    "st-key-money-currency",
)
"""Fields of NOT_KEPT on the pages of the forms."""


def leave(dialog: Dialog) -> None:
    dialog.accept()


@pytest.fixture(scope="module")
def assessments(server: Server) -> dict[str, str]:
    """An assessment in each state that a form needs; each test has its own forms, and they store nothing."""
    return {
        state: prepare(server.folder, state, "XTF") for state in {form.prepared for form in FORMS}
    }


def test_each_place_in_the_code_that_takes_typed_text_is_in_the_list_of_forms() -> None:
    drawn = {
        f"{path.relative_to(FOLDER).as_posix()}:{function.name}"
        for path in FOLDER.rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
        and node.attr in ("text_area", "text_input", "chat_input")
    }
    listed = {call for form in FORMS for call in form.calls} | NOT_KEPT.keys()
    assert drawn == listed


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_text_typed_into_a_form_comes_back_after_a_reload(
    server: Server, page: Page, assessments: dict[str, str], form: TextForm
) -> None:
    page.on("dialog", leave)
    key = assessments[form.prepared]
    field = form.open(page, server.address, key)
    untold = [item for item in page.evaluate(UNTOLD) if not item.startswith(WITHOUT_WORDS)]
    assert untold == []
    typed = "12345" if form.name == "money" else TYPED
    field.fill(typed)
    form.open(page, server.address, key)
    if (
        form.name == "evidence"
    ):  # leaving the field can have stored it: it is listed then, and the field is for another
        page.wait_for_function(IN_FIELD_OR_LISTED, arg=typed)
    else:
        expect(field).to_have_value(typed)


def typed_into(
    context: BrowserContext, address: str, keys: dict[str, str], *names: str
) -> list[Page]:
    """Open a tab for each form and begin a text in it, without leaving the field."""
    pages = []
    for name in names:
        page = context.new_page()
        page.on("dialog", leave)
        FORM[name].open(page, address, keys[FORM[name].prepared]).click()
        page.keyboard.insert_text("Before. ")
        pages.append(page)
    return pages


def expect_typed(page: Page, address: str, keys: dict[str, str], name: str, text: str) -> None:
    expect(FORM[name].open(page, address, keys[FORM[name].prepared])).to_have_value(text)


def test_a_killed_server_and_closed_tabs_lose_no_text_of_a_form(
    own_server: Server, context: BrowserContext
) -> None:
    names = ("settle", "expert’s question", "decision about a measure")
    keys = {state: prepare(own_server.folder, state, "XTF") for state in ("draft", "in review")}
    tabs = typed_into(context, own_server.address, keys, *names)
    own_server.kill()
    for page in tabs:
        page.bring_to_front()
        expect(page.get_by_text("You are cut off. What you type is kept")).to_be_visible()
        page.keyboard.insert_text(TYPED)
        page.close()  # in the middle of typing
    own_server.start()
    page = context.new_page()
    for name in names:
        expect_typed(page, own_server.address, keys, name, "Before. " + TYPED)


def test_what_is_typed_while_the_line_is_cut_is_there_for_the_button_and_then_let_go(
    own_server: Server, context: BrowserContext
) -> None:
    """A session that ends meanwhile is as after 10 minutes: Streamlit keeps one without a line for less."""
    keys = {"in review": prepare(own_server.folder, "in review", "XTF")}
    proxy = TcpProxy(own_server.port)
    address = f"http://127.0.0.1:{proxy.port}"
    (page,) = typed_into(context, address, keys, "expert’s question")
    proxy.cut()
    page.keyboard.insert_text(TYPED)
    own_server.kill()
    own_server.start()
    proxy.restore()
    page.wait_for_function(SENT)
    expect(page.get_by_text("You are cut off.")).to_be_hidden()
    expect_quiet(page)
    expect(FORM["expert’s question"].found(page)).to_have_value("Before. " + TYPED)
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".cop-remarks")).to_contain_text("Before. " + TYPED)
    expect(FORM["expert’s question"].found(page)).to_have_value("")
    page.wait_for_function(f"() => ({DRAFTS})().length === 0")
    proxy.close()


def test_a_text_comes_back_after_another_part_of_the_roadmap_and_is_let_go_once_stored(
    server: Server, page: Page
) -> None:
    form = FORM["decision about a measure"]
    key = prepare(server.folder, "draft", "XTF")
    form.open(page, server.address, key).click()
    page.keyboard.insert_text(TYPED)
    page.get_by_role("link", name="Money and people").click()
    expect(page.locator(".st-key-plan-money")).to_be_visible()
    page.go_back()
    field = form.found(page)
    expect(field).to_have_value(TYPED)
    expect_quiet(page)
    page.get_by_role("button", name="Save what is decided about").click()
    expect(page.locator(".cop-done")).to_be_visible()
    page.wait_for_function(f"() => ({DRAFTS})().length === 0")
    expect(form.open(page, server.address, key)).to_have_value(TYPED)
