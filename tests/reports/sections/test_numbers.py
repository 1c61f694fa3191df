"""Annex on numbers: every score and bound can be recomputed from the printed text alone."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from assessment import Assessment, score_assessment
from assessment.files.assessment_file import dump_json
from questionnaires import Scoring, TierSettings
from reports import build_report
from reports.pdf.render import render_pdf
from reports.sections.numbers import Number, number_of
from tests.builders import assessment as small_assessment
from tests.builders import edition as small_edition
from tests.builders import indicator, pillar
from tests.reports import made

ROUNDED = 0.011
"""Tolerance of a mean of parts printed with two decimals."""

N = r"(\d+(?:\.\d+)?)"
ROW = re.compile(rf"(?:value {N}|no score), weight {N}(?:, share {N})?(?:, between {N} and {N})?")


def parts_of(text: str, titles: list[str]) -> dict[str, str]:
    """The running text below each heading of the annex, by heading."""
    text = " ".join(text.split("Annex: how each number was made")[-1].split())
    starts = []
    for title in titles:
        position = text.index(title, starts[-1] if starts else 0)
        starts.append(position + len(title))
    ends = [text.index(title, start) for title, start in zip(titles[1:], starts, strict=False)]
    return {
        title: text[start:end]
        for title, start, end in zip(titles, starts, [*ends, len(text)], strict=True)
    }


def mean(parts: list[tuple[float, float]]) -> float:
    return sum(weight * value for weight, value in parts) / sum(weight for weight, _v in parts)


def readd(text: str) -> tuple[float | None, float, float] | None:
    """Score and bounds computed from the printed parts; None where nothing is applicable."""
    rows = ROW.findall(text)
    counted = [(float(weight), float(value)) for value, weight, *_rest in rows if value]
    score = mean(counted) if counted else None
    if any(low for *_rest, low, _high in rows):
        low = mean([(float(weight), float(low)) for _v, weight, _s, low, _high in rows])
        high = mean([(float(weight), float(high)) for _v, weight, _s, _low, high in rows])
        return score, low, high
    missing = sum(
        len(re.findall(r"\b[A-Z]\d\d\b", codes))
        for codes in re.findall(r"stays? out: ([^.]*)\.", text)
    )
    if not counted and not missing:
        return None
    low, high = (
        mean([*counted, *([(1.0, end)] * missing)]) if counted or missing else 0.0
        for end in (0.0, 100.0)
    )
    return score, low, high


def check(text: str, numbers: tuple[Number, ...]) -> None:
    titles = [
        f"{number.title}: {number.score}".replace("\N{NO-BREAK SPACE}", " ") for number in numbers
    ]
    for title, part in parts_of(text, titles).items():
        again = readd(part)
        if again is None:
            assert "no bounds" in part, title
            continue
        score, low, high = again
        shares = [float(share) for _v, _w, share, *_rest in ROW.findall(part) if share]
        if score is not None:
            printed = re.search(rf"shares add up to {N}", part)
            assert printed, title
            assert score == pytest.approx(float(printed[1]), abs=ROUNDED), title
            assert sum(shares) == pytest.approx(score, abs=0.006 * len(shares) + ROUNDED), title
        shown = re.search(r": (\d+) %$", title)
        if shown:
            assert score == pytest.approx(float(shown[1]), abs=0.5 + ROUNDED), title
        else:
            assert "not shown as a score" in part or score is None, title
        ends = re.search(r"can lie at (\d+)(?: to (\d+))? %", part)
        if ends is None:
            assert "neither lower nor higher" in part, title
            assert low == high == score, title
            continue
        assert low == pytest.approx(float(ends[1]), abs=0.5 + ROUNDED), title
        assert high == pytest.approx(float(ends[2] or ends[1]), abs=0.5 + ROUNDED), title


CASES = {
    **{path.stem: path.stem for path in made.EXAMPLES},
    **{name: name for name in made.EDGES},
}


def _assessment(name: str) -> Assessment:
    return made.EDGES[name]() if name in made.EDGES else made.example(name)


@pytest.mark.parametrize("name", CASES)
def test_every_score_and_bound_can_be_added_up_again_from_the_page(name: str) -> None:
    assessment = _assessment(name)
    report = build_report(made.edition(), assessment, date=made.DAY, readership=made.ANNEXES)
    assert len(report.numbers) >= 6
    check(made.words_of_page(made.page(assessment)), report.numbers)


@pytest.mark.parametrize("name", ["ken", "mixed"])
def test_every_score_and_bound_can_be_added_up_again_from_the_pdf(
    name: str, tmp_path: Path
) -> None:
    assessment = _assessment(name)
    path = tmp_path / "report.pdf"
    path.write_bytes(render_pdf(made.page(assessment), dump_json(assessment)))
    result = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True
    )
    lines = result.stdout.replace("\f", "\n").split("\n")
    running = re.compile(
        r"^(Illustrative, compiled|Self-assessed by|Page \d+ of)|, cycle \d{4}$|^\d{1,3}$"
    )
    body = "\n".join(line for line in lines if not running.search(line))
    report = build_report(made.edition(), assessment, date=made.DAY, readership=made.ANNEXES)
    check(body, report.numbers)


def _number(node: str, scoring: Scoring, **levels: object) -> Number:
    requested = small_edition(scoring=scoring)
    answers = small_assessment(**levels)
    return number_of(requested, answers, score_assessment(requested, answers).nodes[node])


def test_the_rule_is_said_with_what_counts_and_what_stays_out() -> None:
    number = _number("A", Scoring(), A1=2, A2="dont_know")
    assert number.rule == "The mean of 1 of 2 indicators, each counting the same."
    assert number.left_out == ("1 is answered “don’t know” and stays out: Is A2 in place? (A2).",)
    assert number.rows[0].summary == "2 In place: value 50, weight 1, share 50"
    assert number.bounds[0].startswith(
        "With all that is missing at its lowest level (0) it would be 25, at its highest (100) 75."
    )


def test_other_weights_are_named() -> None:
    requested = small_edition(
        pillars=(pillar("A", indicator("A1", weight=3.0), indicator("A2", weight=2.0)),),
        profiles=(),
        measures=(),
    )
    answers = small_assessment(A1=4)
    number = number_of(requested, answers, score_assessment(requested, answers).nodes["A"])
    assert number.rule == "The mean of 1 of 2 indicators, each counting by its weight."
    assert number.left_out == ("1 is not answered and stays out: Is A2 in place? (A2) (weight 2).",)
    assert "would be 60, at its highest (100) 100" in number.bounds[0]


def test_a_cap_is_said_with_what_caps() -> None:
    requested = small_edition(
        pillars=(pillar("A", indicator("A1", must_have=True), indicator("A2")),),
        profiles=(),
        measures=(),
        scoring=Scoring(tiers=(TierSettings(must_have_cap=0.4),)),
    )
    answers = small_assessment(A1=0, A2=4)
    number = number_of(requested, answers, score_assessment(requested, answers).nodes["A"])
    assert number.result[0] == "The result is 40, shown as 40\N{NO-BREAK SPACE}%."
    assert number.result[1].startswith("It is at most 40 while something indispensable")
    assert number.result[1].endswith(": A1.")


def test_too_little_answered_is_said_with_what_is_needed() -> None:
    number = _number("A", Scoring(tiers=(TierSettings(minimum_coverage=0.6),)), A1=2)
    assert number.score == "–"
    assert number.result == (
        "The shares add up to 50.",
        "It is not shown as a score: 50\N{NO-BREAK SPACE}% of the weight is answered, and 60\N{NO-BREAK SPACE}% is needed.",
    )


def test_a_geometric_mean_has_no_shares_to_add() -> None:
    number = _number("A", Scoring(tiers=(TierSettings(aggregation="geometric_mean"),)), A1=1, A2=4)
    assert number.rule == "The geometric mean of 2 of 2 indicators, each counting the same."
    assert [row.share for row in number.rows] == ["", ""]
    assert number.result[0] == "The result is 50, shown as 50\N{NO-BREAK SPACE}%."


def test_a_bound_that_is_widened_to_the_score_says_so() -> None:
    """Pillar B is at 0 of 4 with half of it answered: it has no score, so the overall score is that of A alone."""
    requested = small_edition(
        scoring=Scoring(tiers=(TierSettings(), TierSettings(minimum_coverage=0.6)))
    )
    answers = small_assessment(A1=4, A2=4, B1=0)
    overall = score_assessment(requested, answers).overall
    assert (overall.score, overall.low, overall.high) == (1.0, 0.5, 1.0)
    number = number_of(requested, answers, overall)
    assert number.bounds[0].startswith(
        "With the lower end of each part it would be 50, with the upper end 75."
    )
    assert number.bounds[1].startswith("The bounds are widened where needed")
    assert [row.summary for row in number.rows] == [
        "value 100, weight 1, share 100, between 100 and 100",
        "no score, weight 1, between 0 and 50",
    ]
