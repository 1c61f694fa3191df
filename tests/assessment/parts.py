"""A made-up edition whose indicators have parts and whose catalogue has figures, small enough to check by hand.

Pillar A: A1 counts a checklist, statuses and rows; A2 has a checklist without a rule. Pillar B: B1 counts figures and
is not scored; B2 has no parts.
"""

from __future__ import annotations

from questionnaires import (
    Checklist,
    Choice,
    Column,
    DetailLevel,
    Details,
    DetailTest,
    Dimension,
    Edition,
    Figures,
    Gate,
    Rows,
    Statistic,
    Statuses,
)
from tests import builders


def choices(*ids: str) -> tuple[Choice, ...]:
    return tuple(Choice(id=key, label=f"Label of {key}") for key in ids)


TESTS = Checklist(
    id="tests", kind="checklist", label="Tests met", items=choices("law", "possession", "access")
)
TREATIES = Statuses(
    id="treaties",
    kind="statuses",
    label="Treaties",
    dated=True,
    statuses=choices("none", "signed", "ratified"),
    items=choices("opsc", "crc"),
)
LINES = Rows(
    id="lines",
    kind="rows",
    label="Help numbers",
    columns=(
        Column(id="number", label="Number"),
        Column(id="cost", label="Cost", kind="choice", choices=choices("free", "charged")),
        Column(id="since", label="Since", kind="date"),
        Column(id="hours", label="Hours a week", kind="number", unit="hours"),
    ),
)
RULE = (
    DetailLevel(level=1, any=(DetailTest(field="tests"), DetailTest(field="treaties", status="signed"))),
    DetailLevel(level=2, all=(DetailTest(field="tests", at_least=2),)),
    DetailLevel(
        level=3,
        all=(
            DetailTest(field="tests", at_least=3),
            DetailTest(field="treaties", status="ratified", items=("opsc",)),
        ),
    ),
    DetailLevel(level=4, all=(DetailTest(field="lines", where={"cost": ("free",)}, at_least=2),)),
)  # fmt: skip
DETAILS = Details(fields=(TESTS, TREATIES, LINES), levels=RULE)

HELD = Details(
    fields=(Figures(id="held", kind="figures", label="Figures", statistics=("S1", "S2", "N1")),),
    levels=(
        *(
            DetailLevel(level=level, all=(DetailTest(field="held", at_least=level),))
            for level in (1, 2, 3)
        ),
        DetailLevel(level=4, all=(DetailTest(field="held", items=("N1",)),)),
    ),
)

SHARE = Statistic(
    id="S1",
    name="Schools online",
    unit="% of schools",
    custodian="Education",
    definition="Schools online.",
    breakdowns=("sex", "region"),
    minimum=0,
    maximum=100,
    plausible=(5, 95),
    zero="missing",
)
COUNT = Statistic(
    id="N1",
    name="Reports",
    unit="reports a year",
    custodian="Police",
    definition="Reports taken.",
    breakdowns=("sex",),
    minimum=0,
    whole=True,
)
DIMENSIONS = (
    Dimension(id="sex", name="Sex", categories=choices("girls", "boys")),
    Dimension(id="region", name="Region"),
)


def edition() -> Edition:
    return builders.edition(
        pillars=(
            builders.pillar(
                "A",
                builders.indicator("A1", details=DETAILS),
                builders.indicator("A2", details=Details(fields=(TESTS,))),
            ),
            builders.pillar(
                "B",
                builders.indicator("B1", details=HELD, scored=False),
                builders.indicator("B2"),
            ),
        ),
        statistics=(SHARE, SHARE.model_copy(update={"id": "S2", "zero": "value"}), COUNT),
        dimensions=DIMENSIONS,
        gates=(
            Gate(
                id="G1",
                all=("A2>=3",),
                figures=("S1<25",),
                message="Few schools are online.",
                remedy="Check both.",
            ),
        ),
    )
