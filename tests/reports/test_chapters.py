"""Chapters of a document: selection, omission, measure sheets, statistics, page for children."""

from __future__ import annotations

import re

import pytest

from assessment import Answer, AnswerDetails, Assessment, LeftOut, Observation, Standing, simulate
from assessment.model.report_chapters import Chapter
from reports import Readership, build_report, render_html
from reports.analysis import build_analysis
from reports.chapters import ANNEXES, CHAPTERS, ORDER, chapter_title, chapters_of
from reports.roadmap_report import Report
from reports.sections.children import help_number
from reports.sections.gap_outlook import levels_after, omission_phrase
from reports.sections.past_values import number_text
from tests.builders import assessment as small_assessment
from tests.builders import edition as small_edition
from tests.reports import made
from translations import PSEUDO_LANGUAGE, use_language


def report(assessment: Assessment, **how: object) -> Report:
    given = {"readership": made.ANNEXES, **how}
    return build_report(made.edition(), assessment, date=made.DAY, **given, sketch=True)  # type: ignore[arg-type]


KINDS = (made.MINISTER, made.CABINET, Readership(), made.ANNEXES)


def ids_of(page: str) -> list[str]:
    return re.findall(r'<section[^>]* id="(\w+)"', page)


@pytest.mark.parametrize("case", [*made.EDGES, "ken"])
@pytest.mark.parametrize("readership", KINDS, ids=lambda item: item.suffix or "-technical")
def test_the_page_has_the_chapters_of_its_contents_in_their_order(
    case: str, readership: Readership
) -> None:
    assessment = made.EDGES[case]() if case in made.EDGES else made.example(case)
    result = report(assessment, readership=readership)
    page = render_html(result)
    named = [entry.id for entry in result.chapters]
    contents = ["contents"] if result.has_cover else []
    assert ids_of(page) == ["message", *contents, *named[1:]]
    assert re.findall(r'<li><a href="#(\w+)">', page) == (named if contents else [])
    for entry in result.chapters[1:]:
        heading = re.search(rf'id="{entry.id}">\s*<h2>([^<]*)</h2>', page)
        assert heading is not None
        assert heading[1] == entry.title


@pytest.mark.parametrize("chapter", Chapter)
def test_each_chapter_can_be_left_out_by_itself(chapter: Chapter) -> None:
    assessment = made.mixed()
    plan = assessment.plan.model_copy(update={"left_out": (chapter,)})
    whole = ids_of(render_html(report(assessment)))
    shorter = ids_of(render_html(report(assessment.model_copy(update={"plan": plan}))))
    assert chapter in whole
    assert shorter == [item for item in whole if item != chapter]
    assert ids_of(render_html(report(assessment, without=[chapter]))) == shorter


def test_message_roadmap_and_method_stay_whatever_is_left_out() -> None:
    for readership in (made.CABINET, Readership(), made.ANNEXES):
        assert chapters_of(readership, list(Chapter)) == ("message", "roadmap", "method")
    assert chapters_of(made.MINISTER, list(Chapter)) == ("message",)


def test_every_chapter_has_a_title_and_a_reader() -> None:
    assert {item.value for item in Chapter} < set(ORDER)
    assert set(ORDER) == frozenset().union(*CHAPTERS.values(), ANNEXES)
    assert len({chapter_title(item) for item in ORDER}) == len(ORDER)


def test_what_nothing_is_planned_for_has_no_chapter() -> None:
    named = {entry.id for entry in report(made.nothing()).chapters}
    assert not named & {"sheets", "responsibilities", "funding", "risks", "monitoring"}


def test_a_sheet_stands_for_each_measure_of_the_plan_with_its_dates_and_cost() -> None:
    assessment = made.mixed()
    analysis = build_analysis(made.edition(), assessment, made.DAY)
    result = report(assessment)
    assert [sheet.code for sheet in result.sheets] == [
        action.measure.id for action in analysis.roadmap.actions
    ]
    risk = simulate(analysis.roadmap)
    for sheet, action in zip(result.sheets, analysis.roadmap.actions, strict=True):
        text = " ".join(line.text for line in (*sheet.strip, *sheet.lines))
        assert str(risk.measures[action.measure.id].safe.year) in text
        assert action.measure.output in text
        for step in action.measure.first_steps:
            assert step in text
        for key in action.prerequisites:
            assert key in text


@pytest.mark.parametrize("assessment", [made.mixed(), made.example("xtc"), made.twelve_months()])
def test_no_sheet_promises_a_level_that_the_plan_does_not_reach(assessment: Assessment) -> None:
    analysis = build_analysis(made.edition(), assessment, made.DAY, sketch=True)
    after = levels_after(analysis)
    lifts = {
        sheet.code: line.text
        for sheet in report(assessment).sheets
        for line in sheet.lines
        if line.label == "Lifts"
    }
    assert lifts
    for key, text in lifts.items():
        if made.edition().measure[key].until and " to " not in text:
            assert (
                text.endswith("a first action for the first 90 days, until L05-a is done")
                or key != "L05-e"
            )
            continue
        level = re.search(r" to (\d) [A-Z]", text)
        assert level is not None
        indicator = made.edition().measure[key].lifts.indicator
        assert int(level[1]) <= after[indicator] or "does not reach" in text, text


@pytest.mark.parametrize("why", LeftOut)
def test_each_reason_to_leave_a_measure_out_has_a_phrase(why: LeftOut) -> None:
    assert omission_phrase(why)


def test_the_gaps_say_what_the_plan_does_about_each() -> None:
    analysis = build_analysis(made.edition(), made.mixed(), made.DAY)
    after, rows = levels_after(analysis), report(made.mixed()).gaps.rows
    assert len(rows) == len(analysis.gaps)
    for gap, row in zip(analysis.gaps, rows, strict=True):
        closed = after.get(gap.indicator.id, gap.current_level) >= gap.target_level
        assert row.outlook.startswith(f"level {gap.target_level}") == closed, row.outlook
        assert closed or ": " in row.outlook, row.outlook


def test_a_decision_of_the_country_stands_on_the_sheet() -> None:
    assessment = made.mixed()
    key = build_analysis(made.edition(), assessment, made.DAY).roadmap.actions[0].measure.id
    plan = assessment.model_validate(
        {
            **assessment.model_dump(),
            "plan": {
                **assessment.plan.model_dump(),
                "decisions": {
                    key: {
                        "lead": "Office <of> the Prime Minister",
                        "funding": "Universal-service fund",
                        "cost": {"low": 12_000, "high": 15_000},
                        "reason": "Cabinet asked for it.",
                    }
                },
            },
        }
    )
    sheet = next(item for item in report(plan).sheets if item.code == key)
    lines = {line.label: line.text for line in (*sheet.strip, *sheet.lines)}
    assert "Office <of> the Prime Minister leads" in sheet.summary
    assert lines["Paid by"] == "Universal-service fund"
    assert lines["Costs"].startswith("12,000 to 15,000 once, USD at prices of")
    assert lines["Decided"] == "Cabinet asked for it."
    assert "Office &lt;of&gt; the Prime Minister" in render_html(report(plan))


def with_figures() -> Assessment:
    assessment = made.example("ken")
    return assessment.model_copy(
        update={
            "figures": {
                "EDU-LEARN": (
                    Observation(value=12.5, year=2023, source="School census"),
                    Observation(value=14.25, year=2024, source="School census"),
                ),
                "HOT-REPORTS": (Observation(value=0.0, year=2024, source="<b>Hotline</b>"),),
                "EDU-ELEC": (Observation(state="not_collected"),),
                "EDU-COMP": (Observation(state="dont_know"),),
            }
        }
    )


def test_the_statistics_show_the_newest_figure_and_what_is_not_collected() -> None:
    page = report(with_figures()).statistics
    assert page is not None
    rows = {row.code: row for row in page.rows}
    assert set(rows) == {"EDU-LEARN", "HOT-REPORTS"}
    assert (rows["EDU-LEARN"].value, rows["EDU-LEARN"].year) == ("14.25", "2024")
    assert "2 figures held" in rows["EDU-LEARN"].remark
    assert rows["HOT-REPORTS"].value == "0"
    assert page.not_collected == "Schools with electricity"
    assert page.unknown == "Schools with computers for teaching"
    assert "Schools with electricity" not in page.open
    assert f"2 of {len(made.edition().statistics)} statistics" in page.sentences[0]
    assert "&lt;b&gt;Hotline&lt;/b&gt;" in render_html(report(with_figures()))


@pytest.mark.parametrize(
    ("value", "printed"), [(0.125, "0.125"), (1e6, "1,000,000"), (3.0, "3"), (0.0, "0")]
)
def test_a_figure_is_printed_as_it_was_entered(value: float, printed: str) -> None:
    assert number_text(value) == printed


def test_the_page_for_children_says_what_works_and_what_is_planned() -> None:
    lines = {line.indicator: line.text for line in made.edition().children}
    high = report(made.all_at(4)).children
    assert high is not None
    assert high.works == tuple(lines.values())[:10]
    assert high.planned == ()
    low = report(made.all_at(0)).children
    assert low is not None
    assert low.works == ()
    planned = [text for line in low.planned for text in line.texts]
    reached = {
        item.indicator_id
        for item in build_analysis(made.edition(), made.all_at(0), made.DAY).roadmap.milestones
        if item.level == 3
    }
    assert planned
    assert {key for key, text in lines.items() if text in planned} <= reached


def test_where_nothing_is_known_the_page_for_children_says_so() -> None:
    page = report(made.nothing()).children
    assert page is not None
    assert (page.works, page.planned) == ((), ())
    assert "do not know yet" in page.nothing
    assert page.turn_to


def with_number(level: int, standing: Standing = Standing.SELF_ASSESSED) -> Assessment:
    answer = Answer(
        level=level, details=AnswerDetails(rows={"numbers": ({"code": "116", "cost": "free"},)})
    )
    return made.nothing().model_copy(update={"answers": {"T03": answer}, "standing": standing})


@pytest.mark.parametrize(
    ("assessment", "number"),
    [
        (with_number(3), "116"),
        (with_number(2), ""),
        (with_number(4, Standing.ILLUSTRATIVE), ""),
        (made.nothing(), ""),
    ],
)
def test_children_read_a_number_only_where_the_country_says_that_it_works(
    assessment: Assessment, number: str
) -> None:
    analysis = build_analysis(made.edition(), assessment, made.DAY)
    assert help_number(analysis) == number
    assert (
        "You can call 116."
        in render_html(build_report(made.edition(), assessment, date=made.DAY, sketch=True))
    ) == bool(number)


def test_an_example_tells_children_that_it_is_one() -> None:
    page = report(made.example("ken")).children
    assert page is not None
    assert "is an example" in page.introduction[0]


def test_an_edition_without_words_for_children_and_without_statistics_has_no_such_chapters() -> (
    None
):
    result = build_report(small_edition(), small_assessment(A1=1), date=made.DAY, sketch=True)
    named = {entry.id for entry in result.chapters}
    assert not named & {"children", "statistics", "views"}
    render_html(result)


def test_how_many_measures_have_no_cost_is_said_plainly() -> None:
    assert "None is without a cost." in made.words_of_page(made.page(made.mixed()))
    requested = small_edition()
    bare = requested.model_copy(
        update={"about": requested.about.model_copy(update={"effort": None})}
    )
    result = build_report(bare, small_assessment(A1=0), date=made.DAY, sketch=True).costs
    assert result is not None
    assert "2 (100\N{NO-BREAK SPACE}%) have no cost yet" in result.known


def test_every_word_of_the_new_chapters_is_translated() -> None:
    """After removal of the texts marked by the pseudo-language only codes, numbers and entered texts remain."""
    typed = {"School", "census", "Hotline"}
    with use_language(PSEUDO_LANGUAGE):
        page = render_html(report(with_figures()))
    for chapter in ("sheets", "statistics", "children", "cost"):
        section = page.partition(f'id="{chapter}">')[2].partition("</section>")[0]
        assert section
        text = made.words_of_page(section)
        left = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
        while left != text:
            text, left = left, re.sub(r"⟦[^⟦⟧]*⟧", " ", left)
        assert set(re.findall(r"[A-Za-z]{4,}", left)) <= typed, chapter
