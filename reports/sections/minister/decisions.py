"""What is asked of the minister, by rules over the plan, its gaps and the answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessment import Action, MeasureStatus, PlanStanding, cost_currency
from assessment.planning.costs import is_comparable
from questionnaires import Indicator
from reports.analysis import Analysis
from reports.formats import cut_text, format_money_range, format_month, format_quarter
from reports.joining import join_clauses
from reports.sections.coverage import excluded_sentence
from reports.sections.minister.dangers import Danger
from reports.sections.minister.lacking import Decision, lacking
from reports.sections.minister.unknown import contested_ids, without_answer
from reports.sections.roadmap.bundles import bundle_span, bundle_title
from reports.sections.roadmap.costs import plan_cost
from reports.sections.roadmap.plan_descriptions import conflict_sentence
from reports.sections.roadmap.timeline import measure_title
from translations import gettext as _
from translations import ngettext

MOST = 4
"""Decisions on the page."""

TITLE_LENGTH, TEXT_LENGTH, PART_LENGTH = 120, 230, 100
"""Largest numbers of characters of a decision, of its reason, and of a question or a list of bodies in it."""

MOST_ROLES = 2
"""Roles named that can answer a question."""

JUSTICE, PARLIAMENT = "justice", "parliament"
"""Roles of the editions of this toolkit that draft bills and pass them."""

MUCH_WAITED_FOR = 2
"""Least number of measures that wait for one whose start is asked for."""


def decisions(analysis: Analysis, items: Sequence[Danger]) -> tuple[Decision, ...]:
    """The most important decisions, at most `MOST`; never none."""
    rules = (
        *_conflicts(analysis),
        *_answers_for_a_plan(analysis),
        *lacking(analysis, items),
        *_much_waited_for(analysis),
        *_bill(analysis),
        *_budget(analysis),
        *_payer(analysis),
        *_contested(analysis),
        *_unknown(analysis),
        *_after_the_targets(analysis),
    )
    chosen = rules[:MOST] if len(rules) >= MOST else (*rules, *_adopt(analysis))
    return tuple(
        Decision(cut_text(item.title, TITLE_LENGTH), cut_text(item.text, TEXT_LENGTH))
        for item in chosen
    )


def _conflicts(analysis: Analysis) -> Iterator[Decision]:
    conflicts = analysis.roadmap.conflicts
    if conflicts:
        yield Decision(
            _("Change a decision that can't be kept."),
            conflict_sentence(
                analysis.edition,
                analysis.assessment,
                analysis.roadmap,
                conflicts[0],
                brief=True,
            ),
        )


def _answers_for_a_plan(analysis: Analysis) -> Iterator[Decision]:
    first = analysis.first
    if analysis.standing is PlanStanding.PLAN or first is None or not first.needed:
        return
    who = _who(analysis, first.questions[0].indicator)
    text = (
        _("Without them there is no plan.")
        if analysis.standing is PlanStanding.WITHHELD
        else _("Until then this is a sketch.")
    )
    if who:
        text = _("{text} The first can be answered by: {who}.").format(text=text, who=who)
    yield Decision(
        ngettext(
            "Have {count} more question answered.",
            "Have {count} more questions answered.",
            first.needed,
        ).format(count=first.needed),
        text,
    )


def _who(analysis: Analysis, indicator: Indicator) -> str:
    """The first roles that know the answer; empty where the edition names none."""
    roles = list(dict.fromkeys(item.role for item in indicator.respondents))[:MOST_ROLES]
    return join_clauses(analysis.role_name(role) for role in roles)


def open_actions(analysis: Analysis) -> tuple[Action, ...]:
    """The actions that are not done, by start."""
    return tuple(item for item in analysis.roadmap.actions if item.status is not MeasureStatus.DONE)


def open_rows(analysis: Analysis) -> tuple[tuple[Action, ...], ...]:
    """The rows of the plan with actions that are not done, by start: one action, or those of a bundle."""
    rows = (
        tuple(item for item in row if item.status is not MeasureStatus.DONE)
        for row in analysis.roadmap.rows()
    )
    return tuple(sorted(filter(None, rows), key=lambda row: min(item.start for item in row)))


def _much_waited_for(analysis: Analysis) -> Iterator[Decision]:
    """Yield the measure of the first quarter for which most others wait."""
    actions = open_actions(analysis)
    startable = [
        item
        for item in actions
        if item.status is MeasureStatus.NOT_STARTED
        and item.start_quarter == actions[0].start_quarter
    ]
    waiting = {item.measure.id: _dependants(actions, item.measure.id) for item in startable}
    if not waiting or max(waiting.values()) < MUCH_WAITED_FOR:
        return
    first = max(startable, key=lambda item: waiting[item.measure.id])
    count = waiting[first.measure.id]
    yield Decision(
        _("{title}, by {month}.").format(
            title=measure_title(first.measure), month=format_month(first.end)
        ),
        ngettext(
            "{count} measure of the plan waits for it. Who leads it: {lead}.",
            "{count} measures of the plan wait for it. Who leads it: {lead}.",
            count,
        ).format(count=count, lead=analysis.lead_name(first)),
    )


def _dependants(actions: Sequence[Action], key: str) -> int:
    """Number of actions that wait for one, directly or through others."""
    waiting = {key}
    grows = True
    while grows:
        more = {item.measure.id for item in actions if waiting & set(item.prerequisites)} - waiting
        waiting |= more
        grows = bool(more)
    return len(waiting) - 1


def _bill(analysis: Analysis) -> Iterator[Decision]:
    """Yield the bill to put on the programme of parliament: on the longest chain if one is, else the first."""
    bills = [row for row in open_rows(analysis) if any(map(_is_bill, row))]
    if not bills:
        return
    row = next((row for row in bills if any(item.on_longest_chain for item in row)), bills[0])
    start, end = bundle_span(row)
    text = (
        _("It is on the longest chain: each quarter of delay moves the end of the plan.")
        if any(item.on_longest_chain for item in row)
        else _("The plan has it from {start} to {end}.").format(
            start=format_quarter(start), end=format_quarter(end)
        )
    )
    others = len(bills) - 1
    if others:
        text = ngettext(
            "{text} {others} more bill is planned.",
            "{text} {others} more bills are planned.",
            others,
        ).format(text=text, others=others)
    yield Decision(
        _("Put a bill on the programme of parliament for {year}: {title}.").format(
            year=end.year,
            title=measure_title(row[0].measure)
            if len(row) == 1
            else ngettext(
                "{title}, with its {count} part", "{title}, with its {count} parts", len(row)
            ).format(title=bundle_title(analysis.edition, row), count=len(row)),
        ),
        text,
    )


def _is_bill(action: Action) -> bool:
    measure = action.measure
    return measure.lead == PARLIAMENT or (
        measure.lead == JUSTICE and PARLIAMENT in measure.partners
    )


def _budget(analysis: Analysis) -> Iterator[Decision]:
    plan = analysis.assessment.plan
    if not any(item.cost.known for item in open_actions(analysis)):
        return
    cost = plan_cost(analysis)
    spread = format_money_range(cost_currency(analysis.edition, plan), cost.low, cost.high)
    if not plan.budget_by_year:
        yield Decision(
            _("Give the plan a budget for each year."),
            _("It costs {range}, and no budget is set against it.").format(range=spread),
        )
    elif not is_comparable(analysis.edition, plan):
        yield Decision(
            _("State the rate of exchange of the budget."),
            _(
                "The budget is in {currency} and the costs are not, so nothing holds the plan to it."
            ).format(currency=plan.currency),
        )


def _payer(analysis: Analysis) -> Iterator[Decision]:
    actions = open_actions(analysis)
    without = [item for item in actions if item.cost.known and not item.cost.funding.strip()]
    if actions and len(without) == len(actions):
        yield Decision(
            _("Name who pays."),
            _("No source of money is named for the {count} planned measures.").format(
                count=len(actions)
            )
            if len(actions) > 1
            else _("No source of money is named for the one planned measure."),
        )
    elif without:
        yield Decision(
            _("Name who pays."),
            ngettext(
                "For {count} of {total} measures still to be done no source of money is named.",
                "For {count} of {total} measures still to be done no source of money is named.",
                len(without),
            ).format(count=len(without), total=len(actions)),
        )


def _contested(analysis: Analysis) -> Iterator[Decision]:
    contested = contested_ids(analysis)
    if contested:
        yield Decision(
            ngettext(
                "Settle {count} answer on which institutions disagree.",
                "Settle {count} answers on which institutions disagree.",
                len(contested),
            ).format(count=len(contested)),
            _("The first: {question}").format(
                question=analysis.question(analysis.edition.indicators[contested[0]])
            ),
        )


def _unknown(analysis: Analysis) -> Iterator[Decision]:
    """Yield the request for answers, where a plan does not wait for them anyway."""
    missing = without_answer(analysis)
    if not missing or (analysis.first is not None and analysis.first.needed):
        return
    who = _who(analysis, missing[0])
    first = _("The first: {question}").format(
        question=cut_text(analysis.question(missing[0]), PART_LENGTH)
    )
    yield Decision(
        ngettext(
            "Have {count} open question answered.",
            "Have {count} open questions answered.",
            len(missing),
        ).format(count=len(missing)),
        _("{first} It can be answered by: {who}.").format(first=first, who=who) if who else first,
    )


def _after_the_targets(analysis: Analysis) -> Iterator[Decision]:
    """Yield what is left to decide where no answered question is below its target."""
    if not analysis.answered_count or not analysis.targets or analysis.gaps:
        return
    if analysis.excludes_too_much:
        yield Decision(
            _("Have an expert confirm what is said not to apply."), excluded_sentence(analysis)
        )
    else:
        yield Decision(
            _("Keep what is reached, and decide whether to aim higher."),
            _("No answered question is below its target, so no measure follows from the answers."),
        )


def _adopt(analysis: Analysis) -> Iterator[Decision]:
    """Yield the adoption of the plan, or what is left to ask where there is none."""
    roadmap, plan = analysis.roadmap, analysis.assessment.plan
    if roadmap.actions and not open_actions(analysis):
        yield Decision(
            _("Assess again, and plan what comes next."), _("Every measure of the plan is done.")
        )
    elif roadmap.actions and plan.adopted is None and analysis.standing is PlanStanding.PLAN:
        yield Decision(
            _("Adopt this plan, or say what must change in it."),
            _("Progress is then measured against its dates."),
        )
    elif roadmap.actions and plan.adopted is not None:
        yield Decision(
            _("Confirm the plan for the time that is left."),
            _("It was adopted; this is its present state."),
        )
    elif analysis.gaps and not analysis.edition.measures:
        yield Decision(
            _("Have measures proposed."),
            _("This edition has none, so nothing can be planned from it."),
        )
    elif analysis.gaps and not roadmap.actions and analysis.standing is not PlanStanding.WITHHELD:
        yield Decision(
            _("Say what may be planned."),
            _("Questions are below their targets, and no measure is in the plan."),
        )
    elif not analysis.applicable_count:
        yield Decision(
            _("Have an expert confirm that no question applies."),
            _("Nothing can be scored or planned before."),
        )
