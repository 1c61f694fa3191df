"""Contents of a report and of its HTML page, also with very few answers."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from html.parser import HTMLParser

import pytest
from jinja2 import UndefinedError

from assessment import Answer, Assessment
from assessment.countries import country_name
from questionnaires import Scoring, TierSettings
from reports import build_report, render_html
from reports.html import TEMPLATES, _environment, css_string
from tests.builders import assessment as small_assessment
from tests.builders import edition as small_edition
from tests.builders import indicator, pillar
from tests.reports import made
from translations import use_language


def _report(assessment: Assessment) -> object:
    return build_report(made.edition(), assessment, date=made.DAY)


@pytest.mark.parametrize("case", made.EDGES)
def test_every_kind_of_assessment_becomes_a_page(case: str) -> None:
    text = made.words_of_page(made.page(made.EDGES[case]()))
    lines = {line.strip() for line in text.split("\n")}
    assert not lines & {"None", "[]", "()"}
    assert "nan" not in text.split()


def test_too_few_answers_are_said_plainly_and_bounds_stand_instead_of_a_score() -> None:
    """One of two pillars is answered in full, the other not at all: half of the weight, and 60 % is needed."""
    requested = small_edition(
        scoring=Scoring(tiers=(TierSettings(minimum_coverage=0.6), TierSettings()))
    )
    report = build_report(requested, small_assessment(A1=1, A2=2), date=made.DAY)
    assert report.minister is not None
    assert report.minister.tiles[0].value == "19 to 69\N{NO-BREAK SPACE}%"
    assert report.minister.tiles[0].text.endswith("too little is answered for a score")


def test_a_report_holds_only_frozen_values() -> None:
    def check(value: object) -> None:
        if is_dataclass(value):
            assert type(value).__dataclass_params__.frozen, type(value)  # type: ignore[attr-defined]
            for item in fields(value):
                check(getattr(value, item.name))
        elif isinstance(value, tuple):
            for item in value:
                check(item)
        else:
            assert isinstance(value, str | int | float | bool | None | type(made.DAY)), value

    check(_report(made.mixed()))


def test_the_first_things_to_do_are_the_first_actions_of_the_plan() -> None:
    report = build_report(made.edition(), made.mixed(), date=made.DAY)
    assert report.minister is not None
    assert len(report.minister.first.rows) == 5
    in_plan = [action.code for phase in report.plan.phases for action in phase.actions]
    assert {row.code for row in report.minister.first.rows} <= set(in_plan)


def test_every_action_stands_in_the_timeline_and_in_one_table() -> None:
    report = build_report(made.edition(), made.all_at(0), date=made.DAY)
    rows = [action for phase in report.plan.phases for action in phase.actions]
    codes = [action.code for action in rows if action.code in made.edition().measure]
    assert len(codes) == len(set(codes))
    drawn = {
        word
        for figure in report.plan.timeline
        for shape in figure.shapes
        for word in shape.text.split()
    }
    assert set(codes) <= drawn


def test_an_illustrative_assessment_says_so_on_the_cover_in_the_footer_and_in_the_metadata() -> (
    None
):
    text = made.page(made.example("ken"))
    standing = "Illustrative, compiled from public sources, not the country"
    assert standing in text.split('class="message')[0].split("<body")[1]
    assert re.search(r'name="description" content="[^"]*' + standing, text)
    assert str(css_string("Illustrative, compiled")).strip('"') in text.split("@bottom-left")[2]


def test_a_self_assessment_is_not_called_illustrative() -> None:
    assert "llustrative" not in made.words_of_page(made.page(made.mixed()))


def test_what_a_person_typed_stays_text() -> None:
    text = made.page(made.mixed())
    assert "<script" not in text
    assert "&lt;script&gt;alert(" in text
    assert "{{ report }} {% raw %}" in text


def test_a_country_or_title_can_not_leave_its_string_in_the_style_sheet() -> None:
    result = str(css_string('a"; } </style><script>'))
    assert re.fullmatch(r'"(?:[a-z]|\\[0-9A-F]+ )*"', result)


def test_a_name_missing_from_the_report_is_an_error_and_not_a_blank() -> None:
    template = _environment().from_string("{{ report.no_such_name }}")
    with pytest.raises(UndefinedError):
        template.render(report=_report(made.nothing()))


def test_templates_end_in_names_that_say_what_they_are() -> None:
    assert {path.suffix for path in TEMPLATES.rglob("*.*")} == {".html", ".css"}
    assert _environment().autoescape is True


class _Outline(HTMLParser):
    """Headings, figures, table headers and ids of a page, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.figures: list[dict[str, str | None]] = []
        self.headers: list[dict[str, str | None]] = []
        self.tables = self.captions = 0
        self.ids: list[str] = []
        self.links: list[str] = []
        self.language: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        elif tag == "svg":
            self.figures.append(attributes)
        elif tag == "th":
            self.headers.append(attributes)
        self.tables += tag == "table"
        self.captions += tag == "caption"
        if tag == "html":
            self.language = attributes.get("lang")
        if attributes.get("id"):
            self.ids.append(attributes["id"] or "")
        if tag == "a" and (attributes.get("href") or "").startswith("#"):
            self.links.append((attributes["href"] or "")[1:])


@pytest.mark.parametrize("case", [*made.EDGES, "ken"])
def test_a_page_can_be_heard_as_well_as_seen(case: str) -> None:
    outline = _Outline()
    outline.feed(made.page(made.EDGES[case]() if case in made.EDGES else made.example(case)))
    assert outline.language == "en"
    assert outline.headings[0] == 1
    assert outline.headings.count(1) == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    assert outline.figures
    for figure in outline.figures:
        assert figure["role"] == "img"
        assert re.search(r"\d|Key|continued", figure["aria-label"] or ""), figure
    assert all(header.get("scope") for header in outline.headers)
    assert outline.captions >= outline.tables - 1  # the key's list of levels has a heading instead
    assert set(outline.links) <= set(outline.ids)
    assert len(outline.ids) == len(set(outline.ids))


def test_a_table_has_the_same_number_of_cells_in_every_row() -> None:
    for table in re.findall(r"<table.*?</table>", made.page(made.mixed()), re.DOTALL):
        rows = re.findall(r"<tr.*?</tr>", table, re.DOTALL)
        widths = {
            sum(
                int(span or 1) for span in re.findall(r'<t[hd](?:[^>]*?colspan="(\d)")?[^>]*>', row)
            )
            for row in rows
        }
        assert len(widths) == 1, widths


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

SHORT_MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept|Oct|Nov|Dec)"


@pytest.mark.parametrize("case", ["nothing", "all_lowest", "all_unknown_without_words", "uneven"])
def test_every_word_of_a_page_comes_through_the_translations(case: str) -> None:
    levels = {key: index % 5 for index, key in enumerate(made.edition().indicators)}
    assessment = {
        "nothing": made.nothing,
        "all_lowest": lambda: made.all_at(0),
        "all_unknown_without_words": lambda: made.nothing().model_copy(
            update={"answers": dict.fromkeys(levels, Answer(state="dont_know"))}
        ),
        "uneven": lambda: made.nothing().with_levels(levels),
    }[case]()
    with use_language("qps"):
        text = made.words_of_page(made.page(assessment))
    while (shorter := re.sub(r"⟦[^⟦⟧…]*…(?!⟧)|⟦[^⟦⟧]*⟧", " ", text)) != text:  # … ends a cut text
        text = shorter
    text = text.replace(country_name("NAM"), "")
    text = re.sub(rf"\b(?:\d+ (?:{MONTHS})|{SHORT_MONTHS}) \d{{4}}\b", "", text)
    text = re.sub(r"https?://\S+", "", text)
    text = re.sub(r"\b[A-Z]{1,3}\d{1,2}(?:-[a-z])?\b|\b(?:USD|JMS)\b", "", text)  # codes
    text = re.sub(r"(?<!\w)[LOTCI](?!\w)", "", text)  # letters of pillars
    assert re.findall(r"[^\W\d_]+", text) == []


def test_an_edition_of_another_shape_becomes_a_page_too() -> None:
    text = made.page(small_assessment(A1=1, B1="dont_know"), small_edition())
    assert "Is A1 in place?" in text
    figure = {"worst": 0.0, "best": 50.0, "unit": "posts"}
    made_up = small_edition(
        pillars=(pillar("A", indicator("A1", number=figure)), pillar("B", indicator("B1"))),
        measures=(),
        effort=None,
    )
    text = made.page(small_assessment(A1=Answer(value=12.5), B1=2), made_up)
    assert "12.5 posts" in made.words_of_page(text)


def test_the_same_assessment_gives_the_same_page() -> None:
    assert made.page(made.mixed()) == made.page(made.mixed())


def test_render_html_takes_a_report_and_nothing_else() -> None:
    assert render_html(build_report(made.edition(), made.nothing(), date=made.DAY)).startswith(
        "<!DOCTYPE html>"
    )
