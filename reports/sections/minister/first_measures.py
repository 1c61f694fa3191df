"""The first measures of the plan with lead, date and cost; or the questions to answer first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from assessment import Action, MeasureStatus, PlanStanding, cost_currency
from assessment.planning.costs import Cost
from reports.analysis import Analysis
from reports.formats import DASH, cut_text, format_month, format_month_short
from reports.joining import join_clauses
from reports.sections.labels import respondent_names
from reports.sections.minister.decisions import open_rows
from reports.sections.minister.units import MoneyUnit, unit_for
from reports.sections.roadmap.bundles import bundle_title
from reports.sections.roadmap.plan_descriptions import no_measures_sentence, past_start_sentence
from reports.sections.roadmap.plan_standing import answer_first_title, first_listed
from reports.sections.roadmap.timeline import measure_title
from translations import gettext as _
from translations import ngettext

SHOWN = 5
"""Measures, or questions, in the table."""

TITLE_LENGTH, LEAD_LENGTH = 105, 70
"""Largest numbers of characters of a title and of a leading body."""

BUNDLE_LENGTH, PART_LENGTH = 150, 45
"""Largest numbers of characters of a bundle with its parts, and of one of them."""

QUESTION_LENGTH, RESPONDENTS_LENGTH = 200, 320
"""Largest numbers of characters of a question to answer first and of who can answer it. The page holds them whole: without
a plan it has no table of money."""


@dataclass(frozen=True, slots=True)
class FirstRow:
    """A measure, or a question to answer first; `detail` and `cost` are empty for a question."""

    title: str
    code: str
    who: str
    when: str
    safe: str
    cost: str


@dataclass(frozen=True, slots=True)
class FirstMeasures:
    """The table; `remark` says why it is empty, or warns of a plan that starts in the past."""

    title: str
    head: tuple[str, ...]
    rows: tuple[FirstRow, ...]
    remark: str


def first_measures(analysis: Analysis) -> FirstMeasures:
    """The first measures that are not done, by start; below the minimum coverage the questions to answer first."""
    if analysis.standing is PlanStanding.WITHHELD and analysis.first is not None:
        rows = tuple(
            FirstRow(
                cut_text(analysis.question(item.indicator), QUESTION_LENGTH),
                item.indicator.id,
                cut_text(respondent_names(analysis.edition, item.indicator), RESPONDENTS_LENGTH)
                or DASH,
                "",
                "",
                "",
            )
            for item in first_listed(analysis.first)[:SHOWN]
        )
        return FirstMeasures(
            answer_first_title(), (_("Question"), _("Who can answer it")), rows, ""
        )
    groups = open_rows(analysis)[:SHOWN]
    if not groups:
        return FirstMeasures(_("What comes first"), (), (), _nothing(analysis))
    unit = unit_for(max(cost_once(group).high for group in groups))
    currency = cost_currency(analysis.edition, analysis.assessment.plan)
    return FirstMeasures(
        _title(analysis, min(item.start for group in groups for item in group)),
        (
            _("Measure"),
            _("Who leads"),
            _("When"),
            _("Cost once, {unit}").format(unit=unit.name(currency)),
        ),
        tuple(_row(analysis, group, unit) for group in groups),
        past_start_sentence(
            analysis.edition, analysis.roadmap, analysis.assessment.plan, analysis.day, named=False
        ),
    )


def _title(analysis: Analysis, start: dt.date) -> str:
    """The title with the month in which the first measure starts, where that is still to come."""
    if start <= analysis.day:
        return _("What comes first")
    return _("First, from {month}").format(month=format_month(start))


def cost_once(actions: Sequence[Action]) -> Cost:
    """What the measures of a row cost once, together."""
    costs = [item.cost.once for item in actions]
    return Cost(
        sum(cost.low for cost in costs),
        sum(cost.high for cost in costs),
        is_open=any(cost.is_open for cost in costs),
    )


def _row(analysis: Analysis, actions: Sequence[Action], unit: MoneyUnit) -> FirstRow:
    """The row of a measure, or of a bundle with its parts."""
    first, end = actions[0], max(item.end for item in actions)
    dates = [analysis.risk.measures.get(item.measure.id) for item in actions]
    safe_end = max((item.safe for item in dates if item is not None), default=end)
    when = (
        _("under way, until {month}")
        if any(item.status is MeasureStatus.UNDER_WAY for item in actions)
        else _("by {month}")
    )
    return FirstRow(
        title=measure_or_bundle(analysis, actions),
        code=first.measure.id,
        who=cut_text(analysis.lead_name(first), LEAD_LENGTH),
        when=when.format(month=format_month_short(end)),
        safe=_("safely {month}").format(month=format_month_short(safe_end))
        if safe_end > end
        else "",
        cost=_cost(actions, unit),
    )


def measure_or_bundle(analysis: Analysis, actions: Sequence[Action]) -> str:
    """The title of a measure; of a bundle its own with those of the parts, as far as they fit."""
    if len(actions) == 1:
        return cut_text(measure_title(actions[0].measure), TITLE_LENGTH)
    parts = join_clauses(cut_text(measure_title(item.measure), PART_LENGTH) for item in actions)
    text = ngettext(
        "{bundle}, {count} part: {parts}", "{bundle}, {count} parts: {parts}", len(actions)
    ).format(bundle=bundle_title(analysis.edition, actions), count=len(actions), parts=parts)
    return cut_text(text, BUNDLE_LENGTH)


def _cost(actions: Sequence[Action], unit: MoneyUnit) -> str:
    once = cost_once(actions)
    if not all(item.cost.known for item in actions):
        return _("not known")
    if once.is_open:
        return _("{low} or more").format(low=unit.amount(once.low))
    return unit.range(once.low, once.high)


def _nothing(analysis: Analysis) -> str:
    """Why no measure is listed."""
    if analysis.roadmap.actions:
        return _("Every measure of the plan is done.")
    if not analysis.answered_count:
        return _("A plan starts from levels, and no question has one.")
    if none := no_measures_sentence(analysis.edition):
        return none
    if not analysis.gaps and analysis.excludes_too_much:
        return _("No measure follows from the levels given.")
    if not analysis.gaps:
        return _("No measure is needed to reach the targets.")
    return _("No measure is in the plan; the document for technical readers says why for each.")
