"""In charts no text is cut or lies on another, however long the names of bands, pillars and scores are."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise

import pytest

from questionnaires.model import MaturityLevel, Rounding, Scale, Scoring, TierSettings
from questionnaires.model.settings import Band
from reports import build_report
from reports.figures import Chart, MarkRow, mark_chart, path_chart
from reports.pdf.fonts import text_width, wrap_text
from tests.builders import assessment, edition, pillar
from tests.builders import indicator as asked

LONG_BANDS = (
    "Minimal",
    "Substantially below the regional minimum, with no institution that answers for it",
    "حماية الطفل في الفضاء الرقمي دون الحد الأدنى الإقليمي",
    "Unterdurchschnittlichkeitsfeststellungsverfahrensgrundlage",
    "初步建立但尚未达到区域最低标准的儿童在线保护能力",
)
LONG_NAMES = (
    "Law",
    "Legal and regulatory measures for the protection of children online, with procedure and cooperation",
    "Kinderschutzinfrastrukturmaßnahmenkoordinierungsstelle des Bundes und der Länder, mit Gemeinden",
)
SCALE = Scale(levels=tuple(MaturityLevel(name=f"Stage {number}") for number in range(5)))


def texts(chart: Chart) -> list[tuple[float, float, float, str, str]]:
    """Left edge, baseline, size, anchor and text of each label of a chart."""
    found = []
    for shape in chart.shapes:
        if shape.kind == "text":
            at = dict(shape.attributes)
            size, anchor = float(at["font-size"]), at.get("text-anchor", "start")
            found.append((float(at["x"]), float(at["y"]), size, anchor, shape.text))
    return found


def assert_readable(chart: Chart) -> None:
    columns: dict[float, list[tuple[float, float]]] = defaultdict(list)
    for x, y, size, anchor, text in texts(chart):
        assert size * 0.7 <= y <= chart.height, text
        if anchor == "start":
            assert x + text_width(text, size) <= chart.width + 0.1, text
            columns[x].append((y, size))
    for placed in columns.values():
        for (above, _size), (below, size) in pairwise(sorted(placed)):
            assert below - above >= size


def bullets(band: str, name: str) -> Chart:
    """The chart of scores of an edition with one band and a pillar of each name."""
    made = edition(
        pillars=tuple(
            pillar(letter, asked(f"{letter}1", scale="stage"), asked(f"{letter}2", scale="stage"), name=name)
            for letter in "AB"
        ),
        scales={"stage": SCALE},
        profiles=(),
        measures=(),
        scoring=Scoring(
            tiers=(TierSettings(), TierSettings()),
            rounding=Rounding(factor=100, decimals=0),
            bands=(Band(name=band),),
        ),
    )  # fmt: skip
    answers = assessment(A1=1, A2="not_applicable", B1=2, B2=3)
    return build_report(made, answers, date=dt.date(2026, 11, 23)).profile.bullets


@pytest.mark.parametrize("band", LONG_BANDS)
@pytest.mark.parametrize("name", LONG_NAMES)
def test_names_of_bands_and_pillars_have_room_beside_their_bar(band: str, name: str) -> None:
    chart = bullets(band, name)
    assert_readable(chart)
    drawn = "".join(text for *_place, text in texts(chart)).replace(" ", "")
    assert drawn.count(band.replace(" ", "")) == 3
    assert drawn.count(name.replace(" ", "")) == 2


def test_a_row_is_as_high_as_its_texts_need() -> None:
    score, remark, space = 12, 10.2, 8
    three_remarks, usual = score + 3 * remark + space, 36
    assert bullets("Minimal", "Law").height == round(16 + 2 * three_remarks + usual, 1)


@pytest.mark.parametrize("name", LONG_NAMES)
def test_names_of_pillars_have_room_beside_their_marks(name: str) -> None:
    row = MarkRow(name, "L", "#3F51A3", (0.2, 0.4, None), ("20 %", "40 %", "–"))
    chart = mark_chart((row, row), ticks=("0 %", "100 %"), names=("Self", "Expert", "Agreed"), alternative="Scores")  # fmt: skip
    assert_readable(chart)
    drawn = "".join(text for *_place, text in texts(chart)).replace(" ", "")
    assert drawn.count(name.replace(" ", "")) == 2


def test_a_line_is_not_broken_at_a_no_break_space() -> None:
    assert wrap_text("16\N{NO-BREAK SPACE}% answered", 7.5, 40) == ("16\N{NO-BREAK SPACE}%", "answered")  # fmt: skip


@pytest.mark.parametrize("ends", [(0.0, 0.0), (0.6, 0.63), (0.1, 0.9), (1.0, 1.0), (None, 0.0)])
@pytest.mark.parametrize(
    "low", ["if the rest is lowest", "إذا كان الباقي عند أدنى مستوى", LONG_BANDS[1]]
)
def test_texts_at_the_ends_of_two_lines_have_room_beside_them(
    ends: tuple[float | None, float], low: str
) -> None:
    chart = path_chart(
        (0.0, ends[0]),
        (0.0, ends[1]),
        ticks=("0 %", "100 %"),
        years=((0, "2026"),),
        low_text=f"60 %\n{low}",
        score_text="63 %\nscore",
        alternative="Scores",
    )
    assert_readable(chart)
    drawn = "".join(text for *_place, text in texts(chart)).replace(" ", "")
    assert (low.replace(" ", "") in drawn) == (ends[0] is not None)
