"""Made-up editions of other instruments: other scales, ids and rules than edition 2026, with answers to each.

A folder of each is written by `tests.builders.write_edition`; `FOREIGN` lists them by name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from assessment.model.assessment import Answer, AnswerDetails, Assessment, Observation, StatusValue
from assessment.model.assessment import AnswerStatus as Status
from questionnaires import Edition
from questionnaires.model import (
    Checklist,
    Choice,
    Clause,
    DetailLevel,
    Details,
    DetailTest,
    MaturityLevel,
    NumberRange,
    Profile,
    Rounding,
    Scale,
    Scoring,
    Statistic,
    Statuses,
    TierSettings,
    View,
)
from tests.builders import assessment, edition, indicator, measure, pillar

GRADES = Scale(
    levels=(
        MaturityLevel(name="Grade D", meaning="Far below the norm.", value=1),
        MaturityLevel(name="Grade C", meaning="Below the norm.", value=2),
        MaturityLevel(name="Grade B", meaning="At the norm.", value=4),
    )
)
YES_NO = Scale(
    self_explanatory=True, levels=(MaturityLevel(name="Oui"), MaturityLevel(name="Sans objection"))
)
PER_CENT = NumberRange(worst=0, best=100, unit="per cent", minimum=0, maximum=100)


SAID = AnswerDetails(
    checks={"1": {"x.1": False, "x-1": False}}, statuses={"s": {"2": StatusValue(status="0")}}
)


@dataclass(frozen=True, slots=True)
class Foreign:
    """An edition and answers to it, some of them missing."""

    edition: Edition
    answers: Assessment


def figures_only() -> Foreign:
    """An edition without scale, measures, roles and profiles: eight figures in two pillars, means, then a sum."""
    number = NumberRange(worst=10, best=2, points=(0, 10))
    made = edition(
        id="figures",
        title="Index of figures",
        scales={},
        profiles=(),
        roles=(),
        effort=None,
        measures=(),
        pillars=(
            pillar("net", *(indicator(f"N{n}", number=PER_CENT) for n in range(1, 5))),
            pillar("cost", *(indicator(f"C{n}", number=number) for n in range(1, 5))),
        ),
        scoring=Scoring(
            tiers=(TierSettings(aggregation="sum"), TierSettings()),
            rounding=Rounding(factor=1, decimals=2),
        ),
    )
    answers = {
        "N1": Answer(value=64),
        "N2": Answer(value=0),
        "N3": Answer(state=Status.DONT_KNOW),
        "N4": Answer(state=Status.NOT_APPLICABLE, reason="There is no network."),
        "C1": Answer(value=4),
        "C2": Answer(value=-3.5),
        "C3": Answer(state=Status.NOT_COLLECTED),
    }
    return Foreign(made, assessment(edition="figures", answers=answers))


def figure_first() -> Foreign:
    """A figure first, pillars without letters and of one initial, ids of digits, and ids that differ in signs only."""
    parts = Details(
        fields=(
            Checklist(
                id="1",
                kind="checklist",
                label="What is there",
                items=(Choice(id="x.1", label="First"), Choice(id="x-1", label="Second")),
            ),
            Statuses(
                id="s",
                kind="statuses",
                label="How far",
                dated=True,
                statuses=(Choice(id="0", label="Not begun"), Choice(id="1", label="Done")),
                items=(Choice(id="2", label="The act"),),
            ),
        ),
        levels=(
            DetailLevel(level=1, any=(DetailTest(field="1"), DetailTest(field="s", status="1"))),
        ),
    )
    graded = {"scale": "grade", "descriptors": ("None.", "One half of it.", "The whole of it.")}
    made = edition(
        id="7.b",
        title="Seven-b survey",
        scales={"grade": GRADES, "said": YES_NO},
        measures=(
            measure("1.1-a", lifts=("1.1", 0, 1)),
            measure("A.1-a", lifts=("A.1", 0, 2), prerequisites=("1.1-a",)),
        ),
        statistics=tuple(
            Statistic(id=key, name=key, unit="cases", custodian="Office", definition="Counted.")
            for key in ("9.1", "9-1")
        ),
        profiles=(Profile(id="2024", name="Short form", indicators=("1", "A.1")),),
        pillars=(
            pillar(
                "one",
                indicator("1", number=PER_CENT),
                indicator("1.1", scale="said", descriptors=(), details=parts),
            ),
            pillar("other", indicator("A.1", **graded), indicator("A-1", **graded)),
            pillar(
                "overt",
                indicator("A_1", **graded),
                indicator("2|3/4", scale="said", descriptors=()),
            ),
            pillar("outer", indicator("note", scale="said", descriptors=())),
        ),
        scoring=Scoring(
            tiers=(TierSettings(), TierSettings()), rounding=Rounding(factor=10, decimals=1)
        ),
    )
    answers = {
        "1": Answer(value=12.5),
        "1.1": Answer(level=0, details=SAID),
        "A.1": Answer(level=1),
        "A-1": Answer(level=2),
        "A_1": Answer(state=Status.DONT_KNOW),
        "2|3/4": Answer(level=1),
    }
    figures = {"9.1": (Observation(value=3, year=2024, source="Office"),)}
    return Foreign(made, assessment(edition="7.b", answers=answers, figures=figures))


def nested() -> Foreign:
    """Groups three deep that are scored alike at every tier, a view and a clause; no measures."""
    maturity_model = Scale(
        levels=tuple(MaturityLevel(name=f"Stage {n}") for n in "abcdefg"), self_explanatory=True
    )
    steps = {"scale": "stage", "descriptors": ()}
    deep = pillar("P1aa", indicator("Q1", **steps, clauses=("K1",)), indicator("Q2", **steps))
    made = edition(
        id="nested",
        title="Nested index",
        scales={"stage": maturity_model},
        measures=(),
        roles=(),
        effort=None,
        profiles=(),
        clause_version="v1",
        clauses=(Clause(id="K1", text="States do it.", addressee="States", kind="invitation"),),
        views=(
            View(
                id="girls",
                name="Girls",
                description="What is done for girls.",
                indicators=("Q1", "Q4"),
            ),
        ),
        pillars=(
            pillar("P1", indicator("Q0", **steps), groups=(pillar("P1a", groups=(deep,)),)),
            pillar(
                "P2",
                groups=(
                    pillar("P2a", indicator("Q3", **steps)),
                    pillar("P2b", indicator("Q4", **steps)),
                ),
            ),
        ),
        scoring=Scoring(tiers=(TierSettings(aggregation="geometric_mean"), *(TierSettings(),) * 3)),
    )
    return Foreign(made, assessment(edition="nested", Q0=3, Q1=6, Q2=0, Q3=2))


FOREIGN: Mapping[str, Callable[[], Foreign]] = {
    "figures": figures_only,
    "7.b": figure_first,
    "nested": nested,
}
