"""The plan as rows of a project file: pillars with their measures and milestones, links, leads, costs, progress. Pure."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from assessment import Action, MeasureStatus, Milestone, cost_currency
from assessment.answers.labels import measure_status_name
from assessment.countries import country_name
from assessment.planning.labels import phase_name
from questionnaires.labels import level_text
from reports.analysis import Analysis
from reports.basis_labels import standing_note
from reports.formats import cut_text
from reports.sections.roadmap.lifts import lift_text
from reports.sections.roadmap.plan import plan_sentences
from reports.sections.roadmap.plan_standing import marked, standing_sentence
from reports.sections.roadmap.timeline import measure_title
from translations import gettext as _

MAXIMUM_TEXT = 255
"""Characters of a name or a text field in Microsoft Project."""


@dataclass(frozen=True, slots=True)
class Link:
    """A task that must end before another starts; `lag` in days between the two, negative where they overlap."""

    uid: int
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the project: a pillar (`is_summary`), a measure, or a milestone (`is_milestone`) at the end of a day.

    `start` and `finish` are its first and last day. `done_days` of its days have passed where it is under way or done.
    `fields` holds the values of the fields of ours by their key: texts, days, amounts.
    """

    uid: int
    number: str
    name: str
    start: dt.date
    finish: dt.date
    is_summary: bool = False
    is_milestone: bool = False
    notes: str = ""
    lead: str = ""
    cost: float | None = None
    done_days: int = 0
    deadline: dt.date | None = None
    links: tuple[Link, ...] = ()
    fields: Mapping[str, str | dt.date | float] = field(default_factory=dict)

    @property
    def days(self) -> int:
        """Its days, both ends included; 0 for a milestone."""
        return 0 if self.is_milestone else (self.finish - self.start).days + 1


@dataclass(frozen=True, slots=True)
class Project:
    """The plan: title, remarks on what it rests on, first and last day, currency, rows."""

    title: str
    notes: str
    day: dt.date
    start: dt.date
    finish: dt.date
    currency: str
    rows: tuple[Row, ...]

    @property
    def leads(self) -> Mapping[str, int]:
        """For each body that leads a measure, in the order of the rows, the most that it leads on one day."""
        held: dict[str, list[Row]] = {}
        for row in self.rows:
            if row.lead:
                held.setdefault(row.lead, []).append(row)
        return {
            lead: max(
                sum(other.start <= row.start <= other.finish for other in rows) for row in rows
            )
            for lead, rows in held.items()
        }


def project_of(analysis: Analysis) -> Project:
    """The rows of the roadmap, pillar by pillar, measures by start and milestones by date; one row says where there are none."""
    title = _("{country}: child online protection, roadmap {cycle}").format(
        country=country_name(analysis.assessment.country), cycle=analysis.assessment.cycle
    )
    notes = (
        standing_sentence(analysis.standing, analysis.first),
        standing_note(analysis.assessment.standing),
    )
    rows = tuple(_rows(analysis)) or (_nothing(analysis),)
    return Project(
        title=marked(analysis.standing, title),
        notes=" ".join(filter(None, notes)),
        day=analysis.day,
        start=min((row.start for row in rows), default=analysis.roadmap.start),
        finish=max((row.finish for row in rows), default=analysis.roadmap.start),
        currency=cost_currency(analysis.edition, analysis.assessment.plan),
        rows=rows,
    )


def last_day(month: dt.date) -> dt.date:
    """The last day of the month of a date."""
    return month.replace(day=monthrange(month.year, month.month)[1])


def _nothing(analysis: Analysis) -> Row:
    return Row(
        uid=1,
        number="1",
        name=_("Nothing is planned"),
        start=analysis.roadmap.start,
        finish=analysis.roadmap.start,
        is_milestone=True,
        notes=" ".join(plan_sentences(analysis)),
    )


def _rows(analysis: Analysis) -> Iterator[Row]:
    """Yield each pillar with something planned, then its measures and its milestones.

    Measures have the first UIDs, in the order of the plan.
    """
    actions, edition = analysis.roadmap.actions, analysis.edition
    uids = {item.measure.id: uid for uid, item in enumerate(actions, 1)}
    ends = {item.measure.id: last_day(item.end) for item in actions}
    others = count(len(actions) + 1)
    place = 0
    for pillar in analysis.pillars:
        own = [item for item in actions if item.pillar_id == pillar.id]
        reached = [
            item
            for item in analysis.roadmap.milestones
            if edition.pillar_of[item.indicator_id].id == pillar.id
        ]
        if not own and not reached:
            continue
        place += 1
        head, inner = next(others), count(1)
        rows = [
            *(_measure(analysis, item, f"{place}.{next(inner)}", uids, ends) for item in own),
            *(
                _milestone(analysis, item, next(others), f"{place}.{next(inner)}", uids)
                for item in reached
            ),
        ]
        yield Row(
            uid=head,
            number=str(place),
            name=analysis.pillar_name(pillar.id),
            start=min(row.start for row in rows),
            finish=max(row.finish for row in rows),
            is_summary=True,
        )
        yield from rows


def _measure(
    analysis: Analysis,
    item: Action,
    number: str,
    uids: Mapping[str, int],
    ends: Mapping[str, dt.date],
) -> Row:
    finish = ends[item.measure.id]
    decision = analysis.assessment.plan.decisions.get(item.measure.id)
    return Row(
        uid=uids[item.measure.id],
        number=number,
        name=cut_text(measure_title(item.measure), MAXIMUM_TEXT),
        start=item.start,
        finish=finish,
        notes=_notes(analysis, item),
        lead=analysis.lead_name(item),
        cost=item.cost.once.planned(analysis.assessment.plan.budget_figure)
        if item.cost.known
        else None,
        done_days=_done_days(item, finish, analysis.day),
        deadline=last_day(dt.date.fromisoformat(f"{decision.by}-01"))
        if decision and decision.by
        else None,
        links=tuple(
            Link(uids[key], min(0, (item.start - ends[key]).days - 1))
            for key in item.prerequisites
            if key in uids
        ),
        fields=dict(_fields(analysis, item)),
    )


def _notes(analysis: Analysis, item: Action) -> str:
    """Which question the measure lifts from which level to which, and when that is reached."""
    indicator = analysis.edition.indicators[item.measure.lifts.indicator]
    levels = _("from {low} to {high}").format(
        low=level_text(analysis.edition, indicator, item.from_level),
        high=level_text(analysis.edition, indicator, item.to_level),
    )
    return _("{question} ({id}): {text}").format(
        question=analysis.question(indicator), id=indicator.id, text=lift_text(item, levels)
    )


def _done_days(item: Action, finish: dt.date, day: dt.date) -> int:
    """Days of the measure that have passed: all where it is done, and at least one left where it is under way."""
    total = (finish - item.start).days + 1
    match item.status:
        case MeasureStatus.DONE:
            return total
        case MeasureStatus.UNDER_WAY:
            return min(max((day - item.start).days, 1), total - 1)
        case _other:
            return 0


def _fields(analysis: Analysis, item: Action) -> Iterator[tuple[str, str | dt.date | float]]:
    """Yield the key and the value of each field of ours that has one."""
    cost = item.cost
    yield "code", item.measure.id
    yield "phase", phase_name(item.phase)
    yield "status", measure_status_name(item.status)
    if cost.funding:
        yield "funding", cut_text(cost.funding, MAXIMUM_TEXT)
    dates = analysis.risk.measures.get(item.measure.id)
    if dates is not None:
        yield "likely", last_day(dates.likely)
        yield "safe", last_day(dates.safe)
    if cost.known:
        yield "once_low", cost.once.low
        if not cost.once.is_open:
            yield "once_high", cost.once.high
        yield "yearly_low", cost.yearly.low
        if not cost.yearly.is_open:
            yield "yearly_high", cost.yearly.high


def _milestone(
    analysis: Analysis, item: Milestone, uid: int, number: str, uids: Mapping[str, int]
) -> Row:
    """A level reached, on the last day of its quarter, after the measures that end then."""
    indicator = analysis.edition.indicators[item.indicator_id]
    day = last_day(item.date)
    dates = analysis.risk.milestones.get((item.indicator_id, item.level))
    days = (("likely", dates.likely), ("safe", dates.safe)) if dates else ()
    return Row(
        uid=uid,
        number=number,
        name=cut_text(
            _("{level} reached: {question}").format(
                level=level_text(analysis.edition, indicator, item.level),
                question=analysis.question(indicator),
            ),
            MAXIMUM_TEXT,
        ),
        start=day,
        finish=day,
        is_milestone=True,
        links=tuple(Link(uids[key]) for key in item.action_ids if key in uids),
        fields={"code": item.indicator_id, **{key: last_day(value) for key, value in days}},
    )
