"""The roadmap and follow-up pages in process: settings, budget, decisions, progress, variants."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest

from app_pages.roadmap import timeline
from assessment import Answer, Emphasis, Load, plan_roadmap
from assessment.files.assessment_file import read_assessment
from assessment.planning.roadmap import plan_start
from questionnaires import load_published_edition
from tests.support.pages import folder, open_page, texts, words
from tests.support.screens import EXAMPLES, TESTER, bring_answered, bring_example, store_in
from translations import use_language

__all__ = ["folder"]

THIN = "alb"
"""An example with too few levels for a plan."""

UNDECIDED = "ken"
"""An example in which the country has set and decided nothing on its plan; the training country has adopted one."""


def test_below_the_minimum_the_page_asks_for_answers_and_shows_a_sketch_on_demand(
    folder: Path,
) -> None:
    key = bring_example(folder, THIN)
    page = open_page("roadmap", a=key)
    assert "Nothing is planned yet" in page.warning[0].value
    assert "Answer these first" in texts(page)
    assert "No roadmap yet" in texts(page)
    page.toggle(key="sketch.wanted").set_value(v=True).run()
    assert "This is a sketch, not a plan" in page.warning[0].value
    assert "Sketch: " in texts(page)
    page.toggle(key="sketch.wanted").set_value(v=False).run()
    assert "No roadmap yet" in texts(page)


def test_the_documents_and_the_follow_up_say_that_too_little_is_answered(folder: Path) -> None:
    key = bring_example(folder, THIN)
    for name in ("documents", "follow-up"):
        page = open_page(name, a=key)
        assert "Nothing is planned yet" in page.warning[0].value
    key = bring_answered(folder, "gha")
    for name in ("roadmap", "documents", "follow-up"):
        assert "planned yet" not in " ".join(item.value for item in open_page(name, a=key).warning)


def test_a_setting_of_the_plan_is_stored_and_kept(folder: Path) -> None:
    key = bring_answered(folder)
    page = open_page("roadmap", a=key)
    page.selectbox(key="plan.horizon").set_value(24).run()
    page.selectbox(key="plan.target").set_value(4).run()
    result = store_in(folder).load(key, person=TESTER)
    assert (result.plan.horizon_months, result.targets["default"]) == (24, 4)
    assert page.selectbox(key="plan.horizon").value == 24


def test_money_is_by_the_fiscal_years_that_are_chosen(folder: Path) -> None:
    key = bring_answered(folder)
    page = open_page("roadmap", a=key, part="money")
    before = store_in(folder).load(key, person=TESTER).plan
    assert before.fiscal_year_start is None
    assert "Year 1, from" in texts(page)
    settings = open_page("roadmap", a=key)
    settings.selectbox(key="plan.fiscal_year_start").set_value(7).run()
    page = open_page("roadmap", a=key, part="money")
    assert store_in(folder).load(key, person=TESTER).plan.fiscal_year_start == 7
    first = plan_start(store_in(folder).load(key, person=TESTER)).year - 1
    names = [f"{year}/{(year + 1) % 100:02}" for year in range(first, first + 4)]
    assert "Year 1, from" not in texts(page)
    assert all(name in texts(page) for name in names)
    assert "Years are fiscal years, July to June." in texts(page)
    labels = [item.label for item in page.text_input if item.key.startswith("money.year")]
    assert labels[:4] == [f"Budget of year {name}" for name in names]
    settings.selectbox(key="plan.fiscal_year_start").set_value(0).run()
    assert store_in(folder).load(key, person=TESTER).plan == before


def test_what_the_plan_puts_first_and_carries_is_stored_and_compared_side_by_side(
    folder: Path,
) -> None:
    key = bring_answered(folder)
    page = open_page("roadmap", a=key)
    assert page.selectbox(key="plan.emphasis").value is Emphasis.DANGER_FIRST
    assert "Dangers closed:" in texts(page)
    page.selectbox(key="plan.emphasis").set_value(Emphasis.WIDEST_GAIN).run()
    assert store_in(folder).load(key, person=TESTER).plan.emphasis is Emphasis.WIDEST_GAIN
    page.selectbox(key="plan.load_first_quarter").set_value(3).run()
    assert store_in(folder).load(key, person=TESTER).plan.load == Load(first_quarter=3)
    page = open_page("roadmap", a=key, part="what-if")
    page.toggle(key="emphases.compare").set_value(True).run()
    for name in ("Dangers first", "Balanced", "Widest gain (this plan)", "Other core gaps closed"):
        assert name in texts(page)
    page.button(key="emphases.use.balanced").click().run()
    assert store_in(folder).load(key, person=TESTER).plan.emphasis is Emphasis.BALANCED
    assert "Balanced (this plan)" in texts(page)


def test_money_and_people_are_stored(folder: Path) -> None:
    key = bring_answered(folder, UNDECIDED)
    page = open_page("roadmap", a=key, part="money")
    page.text_input(key="money.year.0").set_value("90 000")
    page.text_input(key="money.lead_agency.at_once").set_value("2")
    page.button(key="money.save").click().run()
    plan = store_in(folder).load(key, person=TESTER).plan
    assert plan.budget_by_year == (90_000.0, 600_000.0, 500_000.0)
    assert {role: item.at_once for role, item in plan.capacity.items()} == {"lead_agency": 2}
    assert page.text_input(key="money.year.0").value == "90 000"


def test_a_number_of_the_plan_is_read_as_in_the_workbook_or_refused_and_kept_as_typed(
    folder: Path,
) -> None:
    key = bring_answered(folder)
    page = open_page("roadmap", a=key, part="money")
    page.text_input(key="money.lead_agency.work").set_value("12,5")
    page.text_input(key="money.year.0").set_value("1,234")
    page.button(key="money.save").click().run()
    before = store_in(folder).load(key, person=TESTER).plan
    assert "could be thousands or decimals" in texts(page)
    assert page.text_input(key="money.year.0").value == "1,234"
    page.text_input(key="money.year.0").set_value("١٢٣٤")
    page.button(key="money.save").click().run()
    plan = store_in(folder).load(key, person=TESTER).plan
    assert plan.capacity["lead_agency"].person_months == 12.5
    assert plan.budget_by_year == (1234.0, *before.budget_by_year[1:])


def test_a_budget_in_another_currency_without_a_rate_is_said_not_to_be_compared(
    folder: Path,
) -> None:
    key = bring_answered(folder, UNDECIDED)
    page = open_page("roadmap", a=key, part="money")
    page.text_input(key="money.currency").set_value("kes")
    page.button(key="money.save").click().run()
    assert store_in(folder).load(key, person=TESTER).plan.currency == "KES"
    page.text_input(key="money.currency").set_value("K1")
    page.button(key="money.save").click().run()
    assert "Not saved" in texts(page)
    assert store_in(folder).load(key, person=TESTER).plan.currency == "KES"


def test_a_measure_can_be_ruled_out_and_taken_back(folder: Path) -> None:
    key = bring_answered(folder, UNDECIDED)
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


def test_a_measure_is_put_off_with_a_reason_and_comes_up_again_on_the_home_page(
    folder: Path,
) -> None:
    key = bring_answered(folder, UNDECIDED)
    page = open_page("roadmap", a=key)
    assert "Put off until" not in texts(page)
    chosen = page.selectbox(key="measure.sheet")
    measure = chosen.options[0].split(" ")[0]
    chosen.set_value(measure).run()
    page.radio(key=f"decision.{measure}.may").set_value("not_now")
    page.selectbox(key=f"decision.{measure}.again").set_value("2026-01")
    page.button(key=f"decision.{measure}.save").click().run()
    assert "is put off without a reason" in texts(page)
    page.text_area(key=f"decision.{measure}.reason").set_value("No money yet.")
    page.button(key=f"decision.{measure}.save").click().run()
    decision = store_in(folder).load(key, person=TESTER).plan.decisions[measure]
    assert (decision.choice, decision.look_again) == ("not_now", "2026-01")
    assert "Put off until" in texts(page)
    assert "It is put off until January 2026. No money yet." in texts(page)
    assert "put off until now" in texts(open_page("home", a=key))
    gaps = words(open_page("gaps", a=key))
    assert re.search(rf"{measure} [^.]*It is put off until January 2026\. No money yet\.", gaps)


def test_progress_is_stored_and_shown_against_the_adopted_plan(folder: Path) -> None:
    key = bring_answered(folder, UNDECIDED)
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
    key = bring_answered(folder)
    page = open_page("roadmap", a=key, part="what-if")
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


@pytest.mark.parametrize(
    ("part", "shown", "not_shown"),
    [
        ("", "measure.sheet", "money.currency"),
        ("money", "money.currency", "measure.sheet"),
        ("what-if", "what-if.horizon", "measure.sheet"),
        ("nothing\u2028<b>", "measure.sheet", "what-if.horizon"),
    ],
)
def test_only_the_part_in_the_address_is_drawn_and_leads_to_the_others(
    folder: Path, part: str, shown: str, not_shown: str
) -> None:
    page = open_page("roadmap", a=bring_answered(folder), part=part)
    keys = {item.key for item in (*page.selectbox, *page.text_input)}
    assert shown in keys
    assert not_shown not in keys
    (links,) = re.findall(r'<nav class="cop-parts".*?</nav>', texts(page))
    assert links.count("aria-current") == 1
    assert len(re.findall(r"<a ", links)) == 4


def test_the_link_of_a_measure_opens_the_plan_whatever_part_the_address_names(
    folder: Path,
) -> None:
    page = open_page("roadmap", a=bring_answered(folder), part="money", m="L02-a")
    assert page.selectbox(key="measure.sheet").value == "L02-a"


def test_what_does_not_fit_and_the_asks_of_partners_stand_above_the_time_line(
    folder: Path,
) -> None:
    shown = texts(open_page("roadmap", a=bring_answered(folder)))
    places = [
        shown.index(words)
        for words in ("What is asked of partners", "do not fit</h2>", "Time line</h2>")
    ]
    assert places == sorted(places)


def test_a_bar_says_on_hover_who_leads_how_long_at_what_cost_and_what_it_waits_for_without_typed_html() -> (
    None
):
    edition = load_published_edition("2026")
    given = read_assessment(EXAMPLES / f"{UNDECIDED}.yaml")
    answers = {key: Answer(level=1) for key in edition.indicators}
    assessment = given.model_copy(update={"answers": answers})
    roadmap = plan_roadmap(edition, assessment)
    action = next(item for item in roadmap.actions if item.prerequisites)
    typed = "<img src=x> %{x} & sons " + "long" * 50
    said = timeline.tip(edition, assessment, replace(action, lead_name=typed))
    assert "<img" not in said
    assert "&lt;img src=x&gt; %{x} &amp; sons" in said
    assert action.measure.id in said
    assert "month" in said
    assert "once" in said
    assert f"Waits for: {action.prerequisites[0]}" in said
    figure = timeline.chart(roadmap, edition, tips=[said] * len(roadmap.actions))
    assert [item[0] for item in figure.data[0].customdata] == [
        item.measure.id for item in timeline.ordered(roadmap)
    ]


def test_a_press_names_a_measure_and_letting_go_names_none() -> None:
    for data in (["L02-a"], {"0": "L02-a"}):
        state = {"selection": {"points": [{"curve_number": 0, "customdata": data}]}}
        assert timeline.pressed(state) == "L02-a"
    for state in (None, {}, {"selection": {"points": []}}, {"selection": {"points": [{"x": 1}]}}):
        assert timeline.pressed(state) is None


@pytest.mark.parametrize("part", ["plan", "money", "what-if"])
def test_every_part_is_drawn_where_nothing_is_planned(folder: Path, part: str) -> None:
    assert "No roadmap yet" in texts(open_page("roadmap", a=bring_example(folder, THIN), part=part))


@pytest.mark.parametrize("code", ["en", "ar", "zh"])
def test_the_time_line_has_the_whole_name_of_every_measure_in_its_own_row(code: str) -> None:
    edition = load_published_edition("2026")
    given = read_assessment(EXAMPLES / f"{UNDECIDED}.yaml")
    answers = {key: Answer(level=1) for key in edition.indicators}
    roadmap = plan_roadmap(edition, given.model_copy(update={"answers": answers}))
    with use_language(code):
        figure = timeline.chart(roadmap, edition, tips=[""] * len(roadmap.actions))
        names = [timeline.name(item) for item in timeline.ordered(roadmap)]
    shown = [item for item in figure.layout.annotations if item.yanchor == "top"]
    letters = [
        re.sub(r"[\s\u2067\u2069]", "", html.unescape(item.text.replace("<br>", "")))
        for item in shown
    ]
    assert letters == [re.sub(r"\s", "", name) for name in names]
    bars, tops = figure.data[0], [item.y for item in shown]
    for index, item in enumerate(shown):
        lines = item.text.count("<br>") + 1
        assert tops[index] + lines * timeline.LINE <= bars.y[index] - bars.width / 2
        assert bars.y[index] + bars.width / 2 < [*tops, figure.layout.height][index + 1]
    is_mirrored = figure.layout.xaxis.range[0] > figure.layout.xaxis.range[1]
    assert is_mirrored is (code == "ar")
    assert {item.xanchor for item in shown} == {"right" if is_mirrored else "left"}
