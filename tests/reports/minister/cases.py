"""Unlike assessments for the minister's pages: dangers, budgets, coverage, decisions, progress, institutions."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from assessment import Assessment, Institution, Standing
from questionnaires import Edition, Scoring, TierSettings
from questionnaires.model import Role
from reports import PdfWorker, render_html
from reports.analysis import Analysis, build_analysis
from reports.roadmap_report import report_of
from reports.sections.minister.pages import MinisterPages, minister_pages
from tests.builders import assessment, edition, indicator, measure, pillar
from tests.foreign_editions import figures_only
from tests.reports import made
from tests.support.word_boxes import PageBoxes, boxes_of

DAY = dt.date(2026, 11, 23)

LEVELS = (
    "There is nothing of the kind. None is planned.",
    "One office does it beside other work.",
    "A unit with an order does it.",
    "The unit works in the whole country.",
    "Its results are published.",
)

ROLES = (
    Role(id="ministry", name="The ministry"),
    Role(id="police", name="Police"),
    Role(id="justice", name="Ministry of justice"),
    Role(id="parliament", name="Parliament"),
)


def dangerous(count: int = 2, **changes: Any) -> Edition:
    """An edition whose first `count` indicators are dangers, with a measure from 0 to 2 and one from 2 to 4 for each."""
    keys = [f"D{number}" for number in range(1, count + 1)]
    dangers = [indicator(key, severe=True, core=True, descriptors=LEVELS) for key in keys]
    measures = [
        item
        for key in [*keys, "E1"]
        for item in (
            measure(f"{key}-a", lifts=(key, 0, 2), lead="police"),
            measure(f"{key}-b", lifts=(key, 2, 4), prerequisites=(f"{key}-a",)),
        )
    ]
    return edition(
        **{
            "pillars": (pillar("D", *dangers), pillar("E", indicator("E1"), indicator("E2"))),
            "measures": tuple(measures),
            "roles": ROLES,
            "profiles": (),
            "scoring": Scoring(tiers=(TierSettings(minimum_coverage=0.6), TierSettings())),
            **changes,
        }
    )


def with_bill() -> Edition:
    """The edition of one danger, whose first measure is a bill."""
    made_up = dangerous(1)
    bill = measure("D1-a", lifts=("D1", 0, 2), lead="justice", partners=("parliament",))
    return dangerous(1, measures=(bill, *made_up.measures[1:]))


def given(**changes: Any) -> Assessment:
    return assessment(**changes)


def plan(**changes: Any) -> dict[str, Any]:
    return {"start": "2027-01", "horizon_months": 36, **changes}


Case = tuple[Edition, Assessment, bool]


def _said(level: int) -> dict[str, Any]:
    return {"D1": {"level": level}}


def institutions(*levels: int, **national: Any) -> Assessment:
    """Institutions that answer D1 with the levels."""
    names = [f"office_{number}" for number in range(len(levels))]
    base = given(**national)
    return Assessment.model_validate(
        {
            **base.model_dump(),
            "institutions": [
                Institution(id=name, name=name, role="police", indicators=("D1",)).model_dump()
                for name in names
            ],
            "institution_answers": dict(zip(names, map(_said, levels), strict=True)),
        }
    )


ALL = {"D1": 0, "D2": 0, "E1": 1, "E2": 1}
DONE = {"status": "done", "started": "2026-01", "ended": "2026-10"}
UNDER_WAY = {"status": "under_way", "started": "2026-10"}
LONG = (
    "Office of the Deputy Prime Minister for the Coordination of Everything that Concerns Children "
    * 4
)

CASES: dict[str, Callable[[], Case]] = {
    "two dangers closed, no budget": lambda: (dangerous(), given(**ALL, plan=plan()), False),
    "one danger closed": lambda: (dangerous(1), given(D1=0, E1=4, E2=4, plan=plan()), False),
    "no money at all": lambda: (
        dangerous(), given(**ALL, plan=plan(budget_by_year=(0.0, 0.0, 0.0))), False,
    ),
    "money for one of two": lambda: (
        dangerous(), given(**ALL, plan=plan(budget_by_year=(30_000.0, 30_000.0, 0.0))), False,
    ),
    "money for a half": lambda: (
        dangerous(1), given(D1=0, E1=4, E2=4, plan=plan(budget_by_year=(30_000.0, 0.0, 0.0))), False,
    ),
    "a tiny sum is missing": lambda: (
        dangerous(1),
        given(D1=0, E1=4, E2=4, plan=plan(budget_by_year=(59_875.0, 0.0, 0.0))),
        False,
    ),
    "budget that holds at both ends": lambda: (
        dangerous(), given(**ALL, plan=plan(budget_by_year=(9e6, 9e6, 9e6))), False,
    ),
    "budget in a weak currency": lambda: (
        dangerous(),
        given(
            **ALL,
            plan=plan(currency="IDR", exchange_rate=16_000, budget_by_year=(5e9, 5e9, 5e9)),
        ),
        False,
    ),
    "budget without a rate of exchange": lambda: (
        dangerous(), given(**ALL, plan=plan(currency="KES", budget_by_year=(5e6,))), False,
    ),
    "twelve months": lambda: (dangerous(), given(**ALL, plan=plan(horizon_months=12)), False),
    "twelve months with long measures": lambda: (
        dangerous(
            1,
            measures=(
                measure("D1-a", lifts=("D1", 0, 4), months={"low": 20, "likely": 24, "high": 40}),
            ),
        ),
        given(D1=0, E1=4, E2=4, plan=plan(horizon_months=12)),
        False,
    ),
    "sixty months from April": lambda: (
        dangerous(), given(**ALL, plan=plan(start="2027-04", horizon_months=60)), False,
    ),
    "no horizon": lambda: (dangerous(5), given(**{f"D{n}": 0 for n in range(1, 6)}, E1=0, E2=0, plan=plan(horizon_months=None, at_once=1)), False),
    "one at a time in twelve months": lambda: (
        dangerous(), given(**ALL, plan=plan(horizon_months=12, load={"in_all": 1})), False,
    ),
    "the first measure is decided against": lambda: (
        dangerous(),
        given(**ALL, plan=plan(decisions={"D1-a": {"choice": "may_not", "reason": "No."}})),
        False,
    ),
    "all is decided against": lambda: (
        dangerous(),
        given(**ALL, plan=plan(decisions={
            key: {"choice": "may_not"} for key in ("D1-a", "D2-a", "E1-a", "E1-b")
        })),
        False,
    ),
    "a decision that can't be kept": lambda: (
        dangerous(), given(**ALL, plan=plan(decisions={"D1-b": {"by": "2027-03"}})), False,
    ),
    "no money for one, a decision against the other": lambda: (
        dangerous(),
        given(**ALL, plan=plan(
            budget_by_year=(0.0, 0.0, 0.0), decisions={"D2-a": {"choice": "may_not"}},
        )),
        False,
    ),
    "no money for two, no measure for the third": lambda: (
        dangerous(3, measures=dangerous(2).measures),
        given(**ALL, D3=0, plan=plan(budget_by_year=(0.0, 0.0, 0.0))),
        False,
    ),
    "no measures in the edition": lambda: (
        dangerous(measures=()), given(**ALL, plan=plan()), False,
    ),
    "no measure for a danger": lambda: (
        dangerous(measures=(measure("E1-a", lifts=("E1", 0, 4)),)), given(**ALL, plan=plan()), False,
    ),
    "no costs in the edition": lambda: (
        dangerous(effort=None), given(**ALL, plan=plan()), False,
    ),
    "all at the top": lambda: (dangerous(), given(D1=4, D2=4, E1=4, E2=4), False),
    "at the targets, one unanswered": lambda: (dangerous(), given(D1=4, D2=4, E1=4), False),
    "dangers at their targets, other gaps": lambda: (
        dangerous(), given(D1=4, D2=4, E1=0, E2=0, plan=plan()), False,
    ),
    "a danger closed and one unknown": lambda: (
        dangerous(), given(D1=0, D2="dont_know", E1=1, E2=1, plan=plan()), False,
    ),
    "both dangers unknown": lambda: (
        dangerous(), given(D1="dont_know", E1=1, E2=1, plan=plan(), targets={"default": 3}), True,
    ),
    "nothing answered": lambda: (dangerous(), given(), False),
    "all don't know": lambda: (
        dangerous(), given(**dict.fromkeys(ALL, "dont_know")), False,
    ),
    "all not applicable": lambda: (
        dangerous(), given(**dict.fromkeys(ALL, "not_applicable")), False,
    ),
    "below coverage, a danger known": lambda: (dangerous(4), given(D1=0), False),
    "below coverage, no danger known": lambda: (dangerous(4), given(E1=0), False),
    "a sketch": lambda: (dangerous(4), given(D1=0), True),
    "an edition without dangers": lambda: (
        edition(pillars=(pillar("A", indicator("A1")), pillar("B", indicator("B1")))
                , measures=(measure("A1-a", lifts=("A1", 0, 4)),), profiles=()),
        given(A1=0, B1=1, plan=plan()),
        False,
    ),
    "an edition of figures": lambda: (figures_only().edition, figures_only().answers, False),
    "nine dangers": lambda: (
        dangerous(9), given(**{f"D{n}": n % 4 for n in range(1, 10)}, E1=0, E2=0, plan=plan()), False,
    ),
    "institutions disagree": lambda: (
        dangerous(), institutions(1, 3, **ALL, plan=plan()), False,
    ),
    "a bill": lambda: (with_bill(), given(D1=0, E1=1, E2=1, plan=plan()), False),
    "all measures done": lambda: (
        dangerous(1),
        given(
            D1=0, E1=4, E2=4,
            plan=plan(start="2026-01", progress={"D1-a": DONE, "D1-b": DONE}),
        ),
        False,
    ),
    "under way, adopted and paid": lambda: (
        dangerous(),
        given(
            **ALL,
            plan=plan(
                start="2026-10",
                progress={"D1-a": UNDER_WAY},
                adopted={"date": dt.date(2026, 9, 1), "months": {}},
                budget_by_year=(9e6, 9e6, 9e6, 9e6),
                decisions={
                    key: {"funding": "State budget", "cost": {"low": 10_000, "high": 20_000}}
                    for key in ("D1-a", "D1-b", "D2-a", "D2-b", "E1-a", "E1-b")
                },
            ),
        ),
        False,
    ),
    "stopped": lambda: (
        dangerous(1),
        given(D1=0, E1=1, E2=1, plan=plan(progress={"D1-a": {"status": "stopped", "note": "No."}})),
        False,
    ),
    "long names": lambda: (
        dangerous(9),
        given(
            country="GBR",
            standing=Standing.ILLUSTRATIVE,
            **{f"D{n}": 0 for n in range(1, 10)},
            E1=0, E2=0,
            plan=plan(
                budget_by_year=(40_000.0, 1.0, 1.0),
                decisions={f"D{n}-a": {"lead": LONG, "funding": LONG} for n in range(1, 10)},
            ),
        ),
        False,
    ),
    "long titles": lambda: (
        dangerous(
            7,
            pillars=(
                pillar("D", *(indicator(f"D{n}", severe=True, question=f"{LONG}{n}?", descriptors=(LONG,) * 5) for n in range(1, 8)), name=LONG[:150]),
                *(pillar(key, indicator(f"{key}1"), name=LONG[:150]) for key in "EFGHIJK"),
            ),
            measures=tuple(
                measure(f"D{n}-a", lifts=(f"D{n}", 0, 4), title=LONG, lead="justice", partners=("parliament",)) for n in range(1, 8)
            ),
            roles=(*ROLES[:2], Role(id="justice", name=LONG), ROLES[3]),
        ),
        given(country="GBR", **{f"D{n}": 0 for n in range(1, 8)}, plan=plan(horizon_months=60, budget_by_year=(30_000.0,) * 5)),
        True,
    ),
    "the quick scan": lambda: (made.edition(), made.quick(), True),
    "mixed levels of the edition": lambda: (made.edition(), made.mixed(), False),
    "the training country": lambda: (made.edition(), made.example("xtc"), False),
    "Kenya": lambda: (made.edition(), made.example("ken"), True),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """The analysis of a case and its pages."""

    analysis: Analysis
    pages: MinisterPages


@cache
def made_case(name: str) -> Made:
    requested, answers, sketch = CASES[name]()
    analysis = build_analysis(requested, answers, DAY, sketch=sketch)
    return Made(analysis, minister_pages(analysis))


def texts_of(pages: MinisterPages) -> tuple[str, ...]:
    """Every text of the pages, in the order in which they are read."""
    return (
        pages.headline,
        *(f"{tile.value} {tile.text}" for tile in pages.tiles),
        *(f"{row.text} | {row.status} | {row.when} | {row.cost}" for row in pages.dangers),
        pages.dangers_remark,
        pages.bars.title,
        pages.bars.key,
        pages.bars.note,
        pages.second,
        *(f"{item.title} {item.text}" for item in pages.decisions),
        pages.first.title,
        *(
            " | ".join(filter(None, (row.title, row.who, row.when, row.safe, row.cost)))
            for row in pages.first.rows
        ),
        pages.first.remark,
        pages.money.title,
        pages.money.key,
        *pages.money.sentences,
        *pages.unknown,
    )


def pages_of(worker: PdfWorker, names: Iterable[str]) -> tuple[PageBoxes, ...]:
    """The minister's pages of the cases, rendered as one document, as each page of a minister begins a new one."""
    bodies, head = [], ""
    for name in names:
        report = report_of(made_case(name).analysis, readership=made.MINISTER)
        head, _tag, body = render_html(report).partition("<body")
        bodies.append(
            body.partition(">")[2]
            .rpartition("</body>")[0]
            .replace("<h1", "<p")
            .replace("</h1>", "</p>")
        )
    text = f"{head}<body><h1>All</h1>{''.join(_unnamed(body) for body in bodies)}</body></html>"
    return boxes_of(worker.submit(text, "").result(300))[1:]


def _unnamed(body: str) -> str:
    """The body without ids, which are unique in a document."""
    return re.sub(r' id="[^"]*"', "", body)
