"""Each page in process: what it shows, what it stores, what it refuses. Every text comes through gettext."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from assessment import Answer, AnswerStatus, Evidence, Institution, StoreUnavailable
from assessment.countries import country_codes, country_name
from assessment.store import Store
from host import services as host_services
from tests.support.screens import TESTER, begin, bring_example, list_institution, store_in
from translations import PSEUDO_LANGUAGE, use_language

MAIN = Path(__file__).parents[3] / "app_pages" / "main.py"
PAGES = (
    "start",
    "answer",
    "statistics",
    "results",
    "gaps",
    "roadmap",
    "follow-up",
    "since",
    "institutions",
    "settle",
    "evidence",
    "hand-in",
    "review",
    "plan-review",
    "workbooks",
    "documents",
    "publication",
)

OpenPage = Callable[..., AppTest]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of the test's own; the application opens its store there."""
    monkeypatch.setenv("COP_DATA", str(tmp_path))
    monkeypatch.delenv("COP_DATABASE_URL", raising=False)
    host_services.open_store.cache_clear()
    yield tmp_path
    host_services.open_store().close()
    host_services.open_store.cache_clear()


def open_page(name: str, **address: str) -> AppTest:
    test = AppTest.from_file(str(MAIN), default_timeout=30)
    test._page_hash = calc_hash(name)  # AppTest can switch to files only, our pages are functions
    for key, value in address.items():
        test.query_params[key] = value
    test.run()
    assert not test.exception
    return test


def texts(test: AppTest) -> str:
    said = (*(item.proto.body for item in test.get("html")), *(item.value for item in test.error))
    return html.unescape(" ".join(said))


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_with_an_example_and_says_that_it_is_illustrative(
    folder: Path, name: str
) -> None:
    key = bring_example(folder)
    page = open_page(name, a=key)
    shown = texts(page) + " ".join(str(item.proto) for item in page.get("page_link"))
    assert "Illustrative" in shown


@pytest.mark.parametrize("name", PAGES[1:])
def test_a_page_without_an_assessment_says_what_to_do_first(folder: Path, name: str) -> None:
    page = open_page(name)
    assert page.title[0].value == "No assessment chosen"


@pytest.mark.parametrize("name", PAGES[1:])
def test_an_unknown_assessment_is_refused_in_words(folder: Path, name: str) -> None:
    page = open_page(name, a="no-such-id")
    assert "there is no assessment" in page.error[0].value.replace("\\", "")


@pytest.mark.parametrize("name", PAGES[2:])
def test_an_assessment_without_answers_has_a_page_that_says_so(folder: Path, name: str) -> None:
    page = open_page(name, a=begin(folder))
    assert not page.error
    assert "<h1>" in texts(page)


def test_a_choice_is_in_the_store_before_the_page_says_saved(folder: Path) -> None:
    key = begin(folder)
    page = open_page("answer", a=key, i="L02")
    assert "Nothing saved yet" in texts(page)
    page.radio(key="L02.choice").set_value("3").run()
    assert store_in(folder).load(key, person=TESTER).level("L02") == 3
    assert re.search(r"Saved \d\d:\d\d", texts(page))
    page.button(key="clear").click().run()
    assert store_in(folder).load(key, person=TESTER).level("L02") is None


def test_a_question_shows_all_its_descriptors_in_full(folder: Path) -> None:
    page = open_page("answer", a=begin(folder), i="L02")
    options = [option.replace("\\", "") for option in page.radio(key="L02.choice").options]
    for level, text in enumerate(host_services.edition_of("2026").indicators["L02"].descriptors):
        assert options[level].endswith(text)
    assert page.radio(key="L02.choice").value is None


def test_not_applicable_is_not_stored_before_it_has_a_reason(folder: Path) -> None:
    key = begin(folder)
    page = open_page("answer", a=key, i="L02")
    page.radio(key="L02.choice").set_value("not_applicable").run()
    assert "needs a reason" in texts(page)
    assert "L02" not in store_in(folder).load(key, person=TESTER).answers
    assert page.radio(key="L02.choice").value == "not_applicable"
    page.text_area(key="L02.reason").set_value("No such body can exist.").run()
    assert (
        store_in(folder).load(key, person=TESTER).answer("L02").reason == "No such body can exist."
    )
    assert "Not saved" not in texts(page).replace("Not saved yet", "")


def test_what_the_store_refuses_stays_on_the_screen_and_can_be_saved_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = begin(folder)
    page = open_page("answer", a=key, i="L02")

    def refuse(*_given: object, **_named: object) -> None:
        raise StoreUnavailable(
            "cop.sqlite3: the disk is full. Nothing was stored. Free some space."
        )

    with monkeypatch.context() as patched:
        patched.setattr(Store, "save_answer", refuse)
        page.radio(key="L02.choice").set_value("2").run()
        page.text_area(key="L02.reason").set_value("typed at length").run()
        assert "Not saved: L02. cop.sqlite3: the disk is full" in texts(page)
        page.button(key="next").click().run()
        assert "Not saved: L02" in texts(page)
        page.button(key="previous").click().run()
    assert page.radio(key="L02.choice").value == "2"
    assert page.text_area(key="L02.reason").value == "typed at length"
    page.button(key="again").click().run()
    assert store_in(folder).load(key, person=TESTER).answer("L02") == Answer(
        level=2, reason="typed at length"
    )
    assert "Not saved:" not in texts(page)


def test_next_unanswered_skips_what_has_an_answer(folder: Path) -> None:
    key = begin(folder)
    page = open_page("answer", a=key, i="L02")
    page.radio(key="L02.choice").set_value("dont_know").run()
    page.button(key="previous").click().run()
    page.radio(key="L01.choice").set_value("0").run()
    page.button(key="on").click().run()
    assert page.query_params["i"] == "L03"


def test_a_setting_of_the_plan_is_stored_and_kept(folder: Path) -> None:
    key = bring_example(folder)
    page = open_page("roadmap", a=key)
    page.selectbox(key="plan.horizon").set_value(24).run()
    page.selectbox(key="plan.target").set_value(4).run()
    result = store_in(folder).load(key, person=TESTER)
    assert (result.plan.horizon_months, result.targets["default"]) == (24, 4)
    assert page.selectbox(key="plan.horizon").value == 24


def test_a_broken_file_is_refused_with_all_its_problems(folder: Path) -> None:
    page = open_page("start")
    text = 'country: KEM\nedition: "2026"\ncycle: 2026\nanswers:\n  L02: {level: 9}\n  Z99: {level: 1}\n'
    page.file_uploader(key="file.given").set_value(("x.yaml", text.encode(), "text/yaml")).run()
    said = page.error[0].value.replace("\\", "")
    assert all(word in said for word in ("KEM", "L02", "Z99"))
    assert not store_in(folder).assessments(person=TESTER)


def test_a_file_is_shown_before_it_is_stored(folder: Path) -> None:
    page = open_page("start")
    text = 'country: KEN\nedition: "2026"\ncycle: 2026\nanswers:\n  L02: {level: 3}\n'
    page.file_uploader(key="file.given").set_value(("x.yaml", text.encode(), "text/yaml")).run()
    assert not store_in(folder).assessments(person=TESTER)
    page.button(key="file.go").click().run()
    assert [item.country for item in store_in(folder).assessments(person=TESTER)] == ["KEN"]


# --- Pseudo-language: what stands outside ⟦ ⟧ did not come through gettext.

_INNERMOST = re.compile(r"⟦[^⟦⟧]*⟧")
_DATA = re.compile(
    r"\b([LOTCI]\d\d(-[a-z])?|(MS|SM)\d|JMS|Q\d|USD|kB|\d{4}-\d\d-\d\d)\b|https?://\S+|✓|[a-z]{3}-\d{4}\.\w+"
)


def _untranslated(text: str, data: set[str]) -> str:
    text = html.unescape(re.sub(r"<[^>]*>", " ", text)).replace("\\", "")
    while _INNERMOST.search(text):
        text = _INNERMOST.sub(" ", text)
    for known in sorted(data, key=len, reverse=True):
        text = text.replace(known, " ")
    text = _DATA.sub(" ", text)
    return " ".join(re.findall(r"[^\W\d_]{2,}", text))


def _all_texts(test: AppTest) -> Iterator[str]:
    for element in (*test.main, *test.sidebar):
        proto = getattr(element, "proto", None)
        for field in ("label", "body", "placeholder", "help", "alt"):
            result = getattr(proto, field, "")
            if isinstance(result, str):
                yield result
        yield from (getattr(item, "content", item) for item in getattr(proto, "options", ()))
        yield from (str(item) for item in getattr(proto, "captions", ()))
        if hasattr(proto, "spec"):
            yield from _strings(json.loads(proto.spec), ("text", "name", "title", "ticktext"))


def _strings(value: object, keys: tuple[str, ...], key: str = "") -> Iterator[str]:
    """Every text of a chart that stands under one of `keys`."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _strings(item, keys, name)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, keys, key)
    elif isinstance(value, str) and key in keys:
        yield value


def _data_of(folder: Path, key: str) -> set[str]:
    """What is data, not interface: names of countries, and what somebody wrote into the assessment."""
    result = store_in(folder).load(key, person=TESTER)
    edition = host_services.edition_of("2026")
    written = {
        text for answer in result.answers.values() for text in (answer.reason, answer.comment)
    }
    for answer in result.answers.values():
        for item in answer.evidence:
            written |= {item.title, item.issuer, item.place, item.language, item.url or ""}
    for figures in result.figures.values():
        written |= {text for item in figures for text in (item.source, item.note, item.url or "")}
    cited = (*edition.indicators.values(), *edition.statistics)
    references = {ref.locator for item in cited for ref in item.references}
    references |= set(edition.statistic)
    names = {country_name(code) for code in country_codes()}
    months = {f"{month} {year}" for year in range(2026, 2033) for month in _MONTHS} | set(_MONTHS)
    return {text for text in written | references | names | months if text}


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_no_text_of_a_page_bypasses_gettext(folder: Path, name: str) -> None:
    key = bring_example(folder)
    data = _data_of(folder, key)
    address = {"a": key, "lang": PSEUDO_LANGUAGE} | ({"i": "L02"} if name == "answer" else {})
    with use_language(PSEUDO_LANGUAGE):  # AppTest formats options in the test's own thread
        page = open_page(name, **address)
        if name == "answer":
            page.button(key="L02.evidence.add").click().run()
    seen = list(_all_texts(page))
    assert any("⟦" in text for text in seen)
    assert [left for left in (_untranslated(text, data) for text in seen) if left] == []


@pytest.mark.parametrize("name", ["answer", "institutions", "settle", "evidence", "workbooks"])
@pytest.mark.parametrize("speaks_for", ["", "police"])
def test_no_text_about_institutions_bypasses_gettext(
    folder: Path, name: str, speaks_for: str
) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L04", "L08")
    list_institution(folder, key, "justice", "L04")
    store, at = store_in(folder), dt.datetime.now(dt.UTC)
    for who, level in (("police", 3), ("justice", 1)):
        answer = Answer(level=level, evidence=(Evidence(title="Act"),))
        store.save_answer(
            key, "L04", answer, expected_revision=0, person=TESTER, at=at, institution=who
        )  # fmt: skip
    address = {"a": key, "lang": PSEUDO_LANGUAGE, "i": "L04"}
    if speaks_for:
        address["as"] = speaks_for
    with use_language(PSEUDO_LANGUAGE):
        page = open_page(name, **address)
        if name == "institutions" and not speaks_for:
            page.selectbox(key="institutions.open").select("police").run()
        if name == "settle" and not speaks_for:
            page.button(key="settle.go").click().run()
    seen = list(_all_texts(page))
    data = _data_of(folder, key) | {"Police", "Justice", "police", "Act", TESTER.name, key, "http"}
    assert any("⟦" in text for text in seen)
    assert [left for left in (_untranslated(text, data) for text in seen) if left] == []


def test_an_institution_is_named_renamed_asked_more_and_taken_off_again(folder: Path) -> None:
    key = begin(folder)
    page = open_page("institutions", a=key)
    page.text_input(key="institutions.name").set_value("  Second   regulator ").run()
    page.selectbox(key="institutions.of_role").select("regulator").run()
    page.button(key="institutions.add-named").click().run()

    def listed() -> tuple[Institution, ...]:
        return store_in(folder).load(key, person=TESTER).institutions

    (item,) = listed()
    assert (item.id, item.name, item.role) == ("second_regulator", "Second regulator", "regulator")
    assert len(item.indicators) == 22
    page.selectbox(key="institutions.open").select("second_regulator").run()
    page.text_input(key="institution.second_regulator.name").set_value("Media council").run()
    box = page.checkbox(key="institution.second_regulator.asks.L01")
    wanted = not box.value
    box.set_value(wanted).run()
    (item,) = listed()
    assert item.name == "Media council"
    assert ("L01" in item.indicators) is wanted
    page.button(key="institution.second_regulator.remove").click().run()
    assert listed() == ()


def test_an_institution_that_has_answered_stays_on_the_list(folder: Path) -> None:
    key = begin(folder)
    list_institution(folder, key, "police", "L04")
    store_in(folder).save_answer(
        key, "L04", Answer(level=1), expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC),
        institution="police",
    )  # fmt: skip
    page = open_page("institutions", a=key)
    page.selectbox(key="institutions.open").select("police").run()
    assert page.button(key="institution.police.remove").disabled


def test_answers_that_all_agree_on_are_taken_over_together(folder: Path) -> None:
    key = begin(folder)
    for who in ("police", "justice"):
        list_institution(folder, key, who, "L04", "L08", "L10")
        for indicator, level in (("L04", 2), ("L08", 3), ("L10", len(who) % 5)):
            store_in(folder).save_answer(
                key, indicator, Answer(level=level), expected_revision=0, person=TESTER,
                at=dt.datetime.now(dt.UTC), institution=who,
            )  # fmt: skip
    page = open_page("settle", a=key)
    page.button(key="settle.take-over").click().run()
    assert "2 answers are taken over." in texts(page)
    result = store_in(folder).load(key, person=TESTER).answers
    assert {name: answer.level for name, answer in result.items()} == {"L04": 2, "L08": 3}
    assert result["L04"].settlement is not None
    assert result["L04"].settlement.positions == {"police": "2", "justice": "2"}


@pytest.mark.parametrize("name", PAGES[1:])
@pytest.mark.parametrize("address", [{"as": "navy"}, {"i": "Z99"}, {"as": "<b>x", "i": "<b>"}])
def test_an_address_that_names_what_is_not_there_breaks_no_page(
    folder: Path, name: str, address: dict[str, str]
) -> None:
    key = bring_example(folder)
    page = open_page(name, a=key, **address)
    assert "<b>" not in " ".join(item.proto.body for item in page.get("html"))
    before = store_in(folder).load(key, person=TESTER)
    assert before.institution_answers == {}


def test_a_question_with_a_figure_or_a_state_from_a_file_can_be_settled(folder: Path) -> None:
    edition = host_services.edition_of("2026")
    figure = next((key for key, item in edition.indicators.items() if item.number), "L04")
    key = begin(folder)
    list_institution(folder, key, "police", figure, "L08")
    answer = Answer(value=3.5) if edition.indicators[figure].number else Answer(level=3)
    not_collected = Answer(state=AnswerStatus.NOT_COLLECTED)
    for who, indicator, said in (
        ("police", figure, answer),
        ("national", "L08", not_collected),
        ("police", "L08", Answer(level=1)),
    ):
        store_in(folder).save_answer(
            key, indicator, said, expected_revision=0, person=TESTER, at=dt.datetime.now(dt.UTC),
            institution=who,
        )  # fmt: skip
    for indicator in (figure, "L08"):
        page = open_page("settle", a=key, i=indicator)
        assert not page.error
        assert indicator in texts(page)


def test_money_and_people_are_stored(folder: Path) -> None:
    key = bring_example(folder)
    page = open_page("roadmap", a=key)
    page.number_input(key="money.year.0").set_value(90_000.0)
    page.number_input(key="money.lead_agency.at_once").set_value(2)
    page.button(key="money.save").click().run()
    plan = store_in(folder).load(key, person=TESTER).plan
    assert plan.budget_by_year == (90_000.0, 600_000.0, 500_000.0)
    assert {role: item.at_once for role, item in plan.capacity.items()} == {"lead_agency": 2}
    assert page.number_input(key="money.year.0").value == 90_000.0


def test_a_budget_in_another_currency_without_a_rate_is_said_not_to_be_compared(
    folder: Path,
) -> None:
    key = bring_example(folder)
    page = open_page("roadmap", a=key)
    page.text_input(key="money.currency").set_value("kes")
    page.button(key="money.save").click().run()
    assert store_in(folder).load(key, person=TESTER).plan.currency == "KES"
    page.text_input(key="money.currency").set_value("K1")
    page.button(key="money.save").click().run()
    assert "Not saved" in texts(page)
    assert store_in(folder).load(key, person=TESTER).plan.currency == "KES"


def test_a_measure_can_be_ruled_out_and_taken_back(folder: Path) -> None:
    key = bring_example(folder)
    page = open_page("roadmap", a=key)
    chosen = page.selectbox(key="measure.sheet")
    measure = chosen.options[0].split(" ")[0]
    chosen.set_value(measure).run()
    page.radio(key=f"decision.{measure}.may").set_value("may_not")
    page.text_area(key=f"decision.{measure}.reason").set_value("Another law comes first.")
    page.button(key=f"decision.{measure}.save").click().run()
    result = store_in(folder).load(key, person=TESTER).plan.decisions
    assert result[measure].choice == "may_not"
    assert "The country decided against it. Another law comes first." in texts(page)
    page.radio(key=f"decision.{measure}.may").set_value("free")
    page.text_area(key=f"decision.{measure}.reason").set_value("")
    page.button(key=f"decision.{measure}.save").click().run()
    assert store_in(folder).load(key, person=TESTER).plan.decisions == {}


def test_progress_is_stored_and_shown_against_the_adopted_plan(folder: Path) -> None:
    key = bring_example(folder)
    page = open_page("follow-up", a=key)
    page.button(key="adopt").click().run()
    assert store_in(folder).load(key, person=TESTER).plan.adopted is not None
    page = open_page("roadmap", a=key)
    measure = page.selectbox(key="measure.sheet").options[0].split(" ")[0]
    page.selectbox(key="measure.sheet").set_value(measure).run()
    page.radio(key=f"status.{measure}.status").set_value("under_way")
    page.button(key=f"status.{measure}.save").click().run()
    assert "Say when it started" in texts(page)
    page.selectbox(key=f"status.{measure}.started").set_value("2027-01")
    page.button(key=f"status.{measure}.save").click().run()
    assert store_in(folder).load(key, person=TESTER).plan.progress[measure].started == "2027-01"
    assert "1 under way" in texts(open_page("follow-up", a=key))


def test_a_variant_is_compared_and_kept_with_its_reason_only(folder: Path) -> None:
    key = bring_example(folder)
    page = open_page("roadmap", a=key)
    before = store_in(folder).load(key, person=TESTER).plan
    page.selectbox(key="what-if.horizon").set_value(60)
    page.toggle(key="what-if.compare").set_value(True).run()
    assert "The plan that stands and the variant" in texts(page)
    page.button(key="what-if.keep").click().run()
    assert "say in one sentence why" in texts(page)
    assert store_in(folder).load(key, person=TESTER).plan == before
    page.text_area(key="what-if.reason").set_value("Parliament needs two sessions.").run()
    page.button(key="what-if.keep").click().run()
    after = store_in(folder).load(key, person=TESTER).plan
    assert (after.horizon_months, after.reason) == (60, "Parliament needs two sessions.")
