"""The document of one leading body: its measures with dates and money, what they wait for, and a sheet for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessment import Action, MeasureStatus, cost_currency
from reports.analysis import Analysis
from reports.formats import (
    DASH,
    format_amount,
    format_money,
    format_money_range,
    format_month_short,
)
from reports.sections.labels import named_condition
from reports.sections.roadmap.bodies import body_name, led_by
from reports.sections.roadmap.costs import price_year
from reports.sections.roadmap.sheets import MeasureSheet, cost_range, sheet_of
from reports.sections.roadmap.timeline import measure_title
from translations import gettext as _
from translations import ngettext

MANY, DEPENDENCES, SHEETS = 7, 10, 5
"""Number of measures above which not all is shown, and what is then shown; the document has at most six pages."""


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A measure of the body."""

    title: str
    code: str
    letter: str
    colour: str
    start: str
    end: str
    safe: str
    cost: str
    paid_by: str


@dataclass(frozen=True, slots=True)
class Dependence:
    """A measure that another waits for: both titles with codes, the body that leads it, and its month."""

    before: str
    after: str
    body: str
    month: str


@dataclass(frozen=True, slots=True)
class BodyPages:
    """The texts of the document."""

    name: str
    sentences: tuple[str, ...]
    caption: str
    rows: tuple[BodyRow, ...]
    waits_for: tuple[Dependence, ...]
    waited_for: tuple[Dependence, ...]
    sheets: tuple[MeasureSheet, ...]


def body_pages(analysis: Analysis, body: str) -> BodyPages:
    """The document of a body, by its role or its name in the plan. Raises ReportError where it leads no measure."""
    edition = analysis.edition
    actions = led_by(edition, analysis.roadmap.actions, body)
    currency = cost_currency(edition, analysis.assessment.plan)
    few = len(actions) <= MANY
    left = [item for item in actions if item.status is not MeasureStatus.DONE]
    before, after = tuple(_waits_for(analysis, actions)), tuple(_waited_for(analysis, actions))
    return BodyPages(
        name=body_name(edition, actions),
        sentences=(
            *_sentences(analysis, actions),
            *([] if before else [_("They wait for no other body.")]),
            *([] if after else [_("No other body waits for them.")]),
            *([] if few else [_shortened()]),
        ),
        caption=_("Its measures, by start; cost once, {currency} at prices of {year}").format(
            currency=currency, year=price_year(analysis)
        ),
        rows=tuple(_row(analysis, item) for item in actions),
        waits_for=before if few else before[:DEPENDENCES],
        waited_for=after if few else after[:DEPENDENCES],
        sheets=tuple(sheet_of(analysis, item) for item in (actions if few else left[:SHEETS])),
    )


def _shortened() -> str:
    """What the document of a body with many measures leaves out."""
    return _(
        "Of what waits for what, the first {rows} rows are shown, and the first {sheets} sheets; the annexes to the document for technical readers have all sheets."
    ).format(rows=DEPENDENCES, sheets=SHEETS)


def _sentences(analysis: Analysis, actions: Sequence[Action]) -> Iterator[str]:
    first = min(item.start for item in actions)
    last = max(item.end for item in actions)
    yield ngettext(
        "{count} of {total} measures of the plan is led by this body, from {first} to {last}.",
        "{count} of {total} measures of the plan are led by this body, from {first} to {last}.",
        len(actions),
    ).format(
        count=len(actions),
        total=len(analysis.roadmap.actions),
        first=format_month_short(first),
        last=format_month_short(last),
    )
    known = [item.cost for item in actions if item.cost.known]
    if known:
        currency = cost_currency(analysis.edition, analysis.assessment.plan)
        low, high = (sum(item.once.low for item in known), sum(item.once.high for item in known))
        spread = (
            format_money(currency, low)
            if format_amount(low) == format_amount(high)
            else format_money_range(currency, low, high)
        )
        yield _("They cost {range} once.").format(range=spread)
        yearly = sum(item.yearly.high for item in known)
        if yearly:
            yield _("What they leave behind costs up to {amount} a year from then on.").format(
                amount=format_money(currency, yearly)
            )
    else:
        yield _("Nobody has given their cost.")
    chain = sum(item.on_longest_chain for item in actions)
    if chain:
        yield ngettext(
            "{count} of them is on the longest chain: a delay in it moves the end of the whole plan.",
            "{count} of them are on the longest chain: a delay in them moves the end of the whole plan.",
            chain,
        ).format(count=chain)


def _row(analysis: Analysis, action: Action) -> BodyRow:
    dates = analysis.risk.measures.get(action.measure.id)
    return BodyRow(
        title=measure_title(action.measure),
        code=action.measure.id,
        letter=analysis.letter(action.pillar_id),
        colour=analysis.colour(action.pillar_id),
        start=format_month_short(action.start),
        end=format_month_short(action.end),
        safe=format_month_short(dates.safe) if dates else DASH,
        cost=cost_range(action.cost.once) if action.cost.known else DASH,
        paid_by=action.cost.funding.strip() or DASH,
    )


def _waits_for(analysis: Analysis, actions: Sequence[Action]) -> Iterator[Dependence]:
    """Yield what each measure of the body waits for and another body leads, and levels to be confirmed."""
    own = {item.measure.id for item in actions}
    planned = {item.measure.id: item for item in analysis.roadmap.actions}
    for action in actions:
        for key in action.prerequisites:
            if key in planned and key not in own:
                yield _dependence(analysis, planned[key], action, of=planned[key])
        for text in action.assumptions:
            yield Dependence(
                named_condition(analysis.edition, text), _titled(action), _("to be confirmed"), DASH
            )


def _waited_for(analysis: Analysis, actions: Sequence[Action]) -> Iterator[Dependence]:
    """Yield the measures of other bodies that wait for one of this body."""
    own = {item.measure.id: item for item in actions}
    for action in analysis.roadmap.actions:
        if action.measure.id not in own:
            for key in action.prerequisites:
                if key in own:
                    yield _dependence(analysis, own[key], action, of=action)


def _dependence(analysis: Analysis, before: Action, after: Action, *, of: Action) -> Dependence:
    """`before` that `after` waits for; body and month are those of the measure `of` another body."""
    day = of.end if of is before else of.start
    return Dependence(
        _titled(before), _titled(after), analysis.lead_name(of), format_month_short(day)
    )


def _titled(action: Action) -> str:
    return _("{title} ({code})").format(title=measure_title(action.measure), code=action.measure.id)
