"""Report on Resolution 179: what its sentences say of unlike pairs of cycles, and that every form holds every invitation."""

from __future__ import annotations

import html
import io
import json
import re
from itertools import pairwise
from pathlib import Path

import pdfua
import pytest
from docx import Document
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from assessment import Answer, Assessment, MeasureProgress, MeasureStatus, Observation, PlanSettings
from assessment.cycles.comparison import NotComparable
from reports import (
    PdfWorker,
    ReportError,
    build_resolution_report,
    render_resolution,
    resolution_document,
)
from reports.data.schema import SCHEMA
from reports.resolution_report.dangers import DangerState, danger_changes
from reports.resolution_report.movement import Direction, Movement, direction_of_levels
from reports.word.resolution import resolution_docx
from tests.reports import made
from tests.reports.made import packed, words_of_page
from tests.reports.pdf.test_pdf_structure import elements, structure, titles
from tests.reports.resolution_report import cases
from tests.reports.resolution_report.cases import analysed, cycle, page, report
from tests.reports.word.test_plan_word import texts
from translations import PSEUDO_LANGUAGE, use_language

INVITATIONS = [item for item in made.edition().clauses if item.kind == "invitation"]


def plan(**progress: MeasureProgress) -> PlanSettings:
    return PlanSettings(progress={key.replace("_", "-"): item for key, item in progress.items()})


def parts_of(code: str, after: Assessment, before: Assessment | None = None) -> dict[str, str]:
    """The text of each part of the section of an invitation, by its id."""
    sections = {item.code: item for one in report(after, before).chapters for item in one.sections}
    return {
        part.id: " ".join((*part.items, *part.sentences)) for part in sections[code].parts
    }  # fmt: skip


# --- The comparison


@pytest.mark.parametrize(
    ("levels", "direction"),
    [
        ([(1, 3), (2, 2)], Direction.MORE),
        ([(3, 1), (2, 2), (None, 4)], Direction.LESS),
        ([(1, 2), (2, 1)], Direction.BOTH),
        ([(0, 0)], Direction.SAME),
        ([(None, 3), (2, None)], Direction.NOT_COMPARABLE),
        ([], Direction.NO_QUESTION),
    ],
)
def test_only_levels_of_both_cycles_give_a_direction(
    levels: list[tuple[int | None, int | None]], direction: Direction
) -> None:
    indicator = made.edition().indicators["O01"]
    moved = [Movement(indicator, before, now, was_asked=True) for before, now in levels]
    assert direction_of_levels(moved) is direction


def test_a_question_that_was_not_asked_before_is_no_change_and_is_named() -> None:
    assert "T03" in made.edition().profile_indicators("quick")
    assert "I12" not in made.edition().profile_indicators("quick")
    item = next(
        item
        for chapter in report(
            cycle(2026, T03=3, I12=2), cycle(2024, profile="quick", T03=2)
        ).chapters
        for item in chapter.sections
        if item.code == "MS5"
    )
    assert item.direction == "More in place"
    assert [line.code for line in item.lines] == ["T03"]
    assert "Not asked before: " in item.sentences[0]
    assert "(I12), 2 Set up" in item.sentences[0]


@pytest.mark.parametrize(
    ("before", "now", "headline"),
    [
        (None, {"I01": 2}, "Cycle 2026 alone: there is no earlier cycle here to compare with"),
        ({"I01": 2}, {"I01": 2}, "Of 13 invitations since 2024: no change on 2; not comparable: 11"),
        ({"I01": 2}, {"C02": 2}, "Nothing can be compared with 2024"),
        ({"O10": 1}, {"O10": 3}, "Of 13 invitations since 2024: more in place on 1; not comparable: 12"),
        ({"O10": 3}, {"O10": 1}, "Of 13 invitations since 2024: less in place on 1; not comparable: 12"),
        (
            {"O10": 1, "O03": 2, "O04": 2, "T04": 1},
            {"O10": 3, "O03": 3, "O04": 1, "T04": 1},
            "Of 13 invitations since 2024: more in place on 1; more and less on 1; no change on 1; not comparable: 10",
        ),
    ],
)  # fmt: skip
def test_the_headline_says_what_moved_also_where_it_is_less_or_nothing(
    before: dict[str, int] | None, now: dict[str, int], headline: str
) -> None:
    former = None if before is None else cycle(2024, **before)
    assert report(cycle(2026, **now), former).message.headline == headline


def test_a_level_that_answers_no_invitation_is_no_change_of_one_and_is_counted_below() -> None:
    edition = made.edition()
    clauses = edition.indicators_of_clause
    invited = {one.id for item in INVITATIONS for one in clauses[item.id]}
    other = next(key for key in edition.indicators if key not in invited)
    before = dict.fromkeys(invited, 2)
    made_report = report(cycle(2026, **before, **{other: 3}), cycle(2024, **before, **{other: 1}))
    message = made_report.message
    assert message.headline == "No level that answers an invitation has changed since 2024"
    assert "1 rose, 0 fell" in message.sentences[0]


def test_equal_scores_are_said_to_be_as_before() -> None:
    sentences = report(cycle(2026, I01=2), cycle(2024, I01=2)).message.sentences
    assert sentences[1].startswith("On these questions the score is 50\xa0% as before; ")


def test_dangers_are_by_the_targets_of_the_newest_cycle_and_unknown_ones_are_not_closed() -> None:
    before = cycle(2024, L02=1, T01=3, T02=1, O12=3)
    after = cycle(2026, L02=3, T01=1, T02=2, O13=1, targets={"O12": 4})
    states = {item.indicator_id: item.state for item in danger_changes(analysed(after, before))}
    assert states == {
        "L02": DangerState.CLOSED,
        "L05": DangerState.UNKNOWN,
        "O12": DangerState.UNKNOWN,
        "O13": DangerState.OPEN,
        "T01": DangerState.OPENED,
        "T02": DangerState.STILL_OPEN,
    }
    assert report(after, before).dangers.sentence == (
        "In 2024, 3 of 4 dangers with a level were open. Now 3 of 4 dangers with a level are open. "
        "2 dangers have no level now, so it is not known whether they are open."
    )


def test_a_danger_that_was_open_and_has_no_level_now_still_counts_as_open_before() -> None:
    sentence = report(cycle(2026), cycle(2024, L02=1)).dangers.sentence
    assert sentence == (
        "In 2024, 1 of 1 danger with a level was open. 6 dangers have no level now, so it is not known whether they are open."
    )
    unknown_before = report(cycle(2026, L02=1), cycle(2024)).dangers.sentence
    assert unknown_before.startswith(
        "In 2024 no danger had a level that can be compared. Now 1 of 1"
    )


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (cycle(2026), "Both are of cycle 2026"),
        (cycle(2028), "Give the earlier one first"),
        (cycle(2024).model_copy(update={"country": "GHA"}), "two countries"),
    ],
)
def test_two_files_that_are_not_two_cycles_of_one_country_in_order_are_refused(
    before: Assessment, words: str
) -> None:
    with pytest.raises(NotComparable, match=words):
        analysed(cycle(2026), before)


def test_questions_that_are_new_decide_no_direction() -> None:
    indicator = made.edition().indicators["O01"]
    new = Movement(indicator, None, 3, was_asked=False)
    assert direction_of_levels([new, new]) is Direction.NOT_ASKED_BEFORE
    assert direction_of_levels([new, Movement(indicator, 1, 2, was_asked=True)]) is Direction.MORE


# --- What was done


def test_the_later_report_of_a_measure_counts_and_what_ended_before_the_period_is_left_out() -> (
    None
):
    done, way = MeasureStatus.DONE, MeasureStatus.UNDER_WAY
    before = cycle(
        2024,
        plan=plan(
            I01_a=MeasureProgress(status=way, started="2024-02"),
            I01_b=MeasureProgress(status=done, ended="2023-05"),
            I01_c=MeasureProgress(status=MeasureStatus.NOT_STARTED),
        ),
    )
    after = cycle(
        2026,
        plan=plan(I01_a=MeasureProgress(status=done, started="2024-02", ended="2025-03")),
    )
    measures = made.edition().measure
    assert parts_of("MS1", after, before)["done"] == (
        f"Done in March 2025: {measures['I01-a'].title} (I01-a)"
    )
    assert "Under way since February 2024" in parts_of("MS1", cycle(2026), before)["done"]
    assert "May 2023" in parts_of("MS1", before)["done"]


def test_notes_of_the_follow_up_stay_in_the_country() -> None:
    progress = MeasureProgress(status=MeasureStatus.DONE, ended="2025-03", note="Who pays is open.")
    shown = page(analysed(cycle(2026, plan=plan(I01_a=progress)), cycle(2024)))
    assert "March 2025" in shown
    assert "Who pays" not in shown


def test_a_figure_stands_with_its_former_values_and_empty_parts_say_so() -> None:
    def held(year: int, value: float) -> dict[str, tuple[Observation, ...]]:
        return {"EDU-INT-1": (Observation(value=value, year=year, source="Census"),)}

    parts = parts_of(
        "MS7",
        cycle(2026, O10=4, figures=held(2025, 47.5)),
        cycle(2024, O10=4, figures=held(2023, 38.2)),
    )
    assert "2023: 38.2 (former value of cycle 2024), 2025: 47.5 % of schools" in parts["figures"]
    assert parts["done"] == "The follow-up of the plan reports no measure for it."
    assert parts["missing"].startswith("No level is below its target.")
    assert parts["planned"] == "No measure is planned for it."


# --- Every form


@pytest.mark.parametrize("is_single", [False, True])
def test_every_invitation_stands_in_page_word_and_data(is_single: bool) -> None:
    analysis = analysed(cases.training().now.assessment) if is_single else cases.training()
    made_report = build_resolution_report(analysis)
    shown = words_of_page(render_resolution(made_report))
    word = "\n".join(texts(Document(io.BytesIO(resolution_docx(made_report)))))
    record = json.loads(resolution_document(".json", analysis))
    Draft202012Validator(json.loads((SCHEMA / "resolution.json").read_text("utf-8"))).validate(record)  # fmt: skip
    assert [item["clause"] for item in record["invitations"]] == [item.id for item in INVITATIONS]
    for item in INVITATIONS:
        for text in (shown, word):
            assert f"{item.id} {item.title}" in text
            assert item.text in text
    if not is_single:
        for movement in (one for item in record["invitations"] for one in item["movements"]):
            if movement["before"] is not None and movement["before"] != movement["now"]:
                assert f"({movement['indicator']})" in word
    assert made.edition().about.notice in " ".join(shown.split())


def test_the_form_is_chosen_by_the_suffix_and_another_is_refused() -> None:
    assert resolution_document(".DOCX", cases.training()).startswith(b"PK")
    with pytest.raises(ReportError, match=r"Use one of: \.pdf \.docx \.json"):
        resolution_document(".xlsx", cases.training())


@pytest.mark.parametrize("text", [made.AWKWARD, "مرحبا بالعالم\nдва\n\n中文"])
def test_what_was_typed_is_text_in_its_own_direction_and_never_markup(text: str) -> None:
    after = cycle(2026, I01=Answer(level=3, reason=text), note=text)
    shown = page(analysed(after, cycle(2024, I01=1)))
    assert "<script>" not in shown
    typed = re.findall(r'<(?:div|p) class="typed[^"]*" dir="auto">(.*?)</(?:div|p)>', shown)
    lines = [line for line in text.split("\n") if line]
    assert [html.unescape(item) for item in typed] == [*lines, *lines]
    word = packed("".join(texts(Document(io.BytesIO(resolution_document(".docx", analysed(after, cycle(2024, I01=1))))))))  # fmt: skip
    assert packed(text) in word


def test_every_word_of_ours_is_translated() -> None:
    """After removal of the texts marked by the pseudo-language only codes, names and typed texts remain."""
    analysis = cases.training()
    now = analysis.now.assessment
    with use_language(PSEUDO_LANGUAGE):
        made_report = build_resolution_report(analysis)
        shown = words_of_page(re.split(r"<body[^>]*>", render_resolution(made_report))[1])
        word = " ".join(texts(Document(io.BytesIO(resolution_docx(made_report)))))
    typed = [answer.reason for answer in now.answers.values() if answer.reason]
    typed += [item.lead for item in now.plan.decisions.values() if item.lead]
    for text in (" ".join(shown.split()), " ".join(word.split())):
        for line in sorted((now.note, *typed), key=len, reverse=True):
            text = text.replace(" ".join(line.split()), " ")
        left = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
        while left != text:
            text, left = left, re.sub(r"⟦[^⟦⟧]*⟧", " ", left)
        months = {"January", "March", "April", "June", "August", "September", "November"}
        assert set(re.findall(r"[A-Za-z]{4,}", left)) <= {"Exemplia", "invented", *months}


def test_the_pdf_is_accessible_short_and_begins_with_the_message(
    worker: PdfWorker, tmp_path: Path
) -> None:
    shown = page(cases.training())
    pdf = worker.submit(shown, "").result()
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf)
    assert [item.message for item in pdfua.validate(str(path)).findings] == []
    reader = PdfReader(io.BytesIO(pdf))
    assert 4 <= len(reader.pages) <= 9
    assert not reader.attachments
    first = packed(reader.pages[0].extract_text())
    made_report = build_resolution_report(cases.training())
    for text in (made_report.head.country, made_report.message.headline, made_report.notice):
        assert packed(text) in first
    with structure(pdf) as items:
        levels = [int(str(item.S)[2]) for item in items if re.fullmatch(r"/H[1-6]", str(item.S))]
        scopes = [
            {str(cell.A.Scope) for cell in elements(item) if str(cell.S) == "/TH"}
            for item in items
            if str(item.S) == "/Table"
        ]
        figures = [str(item.get("/Alt", "")) for item in items if str(item.S) == "/Figure"]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert {scope for one in scopes for scope in one} <= {"/Column", "/Row"}
    assert len(figures) == len(INVITATIONS)
    assert all(figures)
    assert {item.id for item in INVITATIONS} <= {
        title.split()[0] for title in titles(reader.outline)
    }
