"""The lint of the display of any edition, with or without `content_rules`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from questionnaires import Edition, lint_edition
from questionnaires.model import MaturityLevel, NumberRange, Rounding, Scale, Scoring, TierSettings
from questionnaires.remedies import add_or_use, use_one_of
from tests.builders import edition, indicator, pillar, write_edition

MARKS = Scale(levels=tuple(MaturityLevel(name=f"Mark {n}", value=n) for n in range(5)))
SUM, MEAN = TierSettings(aggregation="sum"), TierSettings()


def of(*tiers: TierSettings, factor: float = 100, **changes: object) -> Edition:
    scoring = Scoring(tiers=tiers, rounding=Rounding(factor=factor))
    return edition(scoring=scoring, **changes)


@pytest.mark.parametrize(
    ("made", "highest"),
    [
        (of(SUM, MEAN), "2"),
        (of(MEAN, SUM), "2"),
        (of(MEAN, scales={"maturity": MARKS}), "4"),
        (
            of(
                MEAN,
                measures=(),
                pillars=(pillar("P", indicator("I", number=NumberRange(worst=0, best=9, points=(0, 7)))),),
                profiles=(),
            ),
            "7",
        ),
    ],
    ids=["sum of pillars", "sum in a pillar", "values of levels", "points of a figure"],
)  # fmt: skip
def test_per_cent_of_more_than_one_is_found(made: Edition, highest: str) -> None:
    (problem,) = lint_edition(made)
    assert problem.where == "scoring: rounding: factor"
    assert f"one can be {highest}." in problem.what


@pytest.mark.parametrize(
    "made",
    [
        of(MEAN),
        of(SUM, MEAN, factor=1),
        of(MEAN, factor=10, scales={"maturity": MARKS}),
        of(TierSettings(aggregation="maximum"), TierSettings(aggregation="minimum")),
    ],
    ids=["shares", "no factor", "factor 10", "extremes"],
)
def test_scores_that_end_at_one_or_are_no_per_cent_are_in_order(made: Edition) -> None:
    assert lint_edition(made) == []


def test_two_pillars_of_one_letter_are_found() -> None:
    pillars = (
        pillar("P1", indicator("A1"), letter="P"),
        pillar("P2", indicator("A2"), letter="p"),
        pillar("P3", indicator("A3"), letter="R"),
    )
    made = edition(pillars=pillars, measures=(), profiles=())
    assert [item.file for item in lint_edition(made)] == ["pillars/P1.yaml", "pillars/P2.yaml"]


@pytest.mark.parametrize(("name", "found"), [("test", False), ("Test", True), ("copy of it", True)])
def test_the_lint_compares_the_name_of_the_folder_with_the_id(
    tmp_path: Path, name: str, found: bool
) -> None:
    folder = write_edition(edition(), tmp_path / name)
    result = CliRunner().invoke(main, ["lint", str(folder)])
    said = f"edition.yaml: id: is 'test', but the folder is called '{name}'. Give both"
    assert (said in result.output, result.exit_code) == (found, int(found))


def test_a_remedy_lists_what_there_is_or_says_what_to_do_instead() -> None:
    assert use_one_of(("b", "a"), "Delete it.") == "Use one of: b, a."
    assert use_one_of((), "Delete it.") == "Delete it."
    assert use_one_of(map(str, range(99)), "").endswith("10, 11, ….")
    assert (add_or_use(()), add_or_use(["x"])) == (
        "Add it there.",
        "Add it there, or use one of: x.",
    )
