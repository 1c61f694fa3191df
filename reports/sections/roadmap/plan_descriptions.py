"""Sentences on the planner's result: quality of the plan, omitted measures, conflicting requirements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from assessment import (
    Assessment,
    GoalKind,
    InfeasibleSet,
    LeftOut,
    MeasureDecision,
    PlanSettings,
    Requirement,
    RequirementKind,
    Roadmap,
    Schedule,
    Shortage,
    Unplanned,
    cost_currency,
    quarter_start,
)
from assessment.planning.follow_up import past_start
from questionnaires import Edition
from questionnaires.labels import edition_text, procedure_title, role_name
from reports.formats import (
    format_money,
    format_month,
    format_number,
    format_quarter,
    format_share_fine,
)
from reports.joining import join_clauses, listed
from reports.mirroring import isolate
from reports.sections.labels import (
    BRIEF_LENGTH,
    NAME_LENGTH,
    NAMED,
    named_measure,
    named_measures,
)
from reports.sections.roadmap.money_years import numbered_year
from translations import gettext as _
from translations import ngettext


def no_measures_sentence(edition: Edition) -> str:
    """Sentence on an edition without measures; empty for one that has some."""
    if edition.measures:
        return ""
    return _("This edition has no measures, so there is nothing to plan.")


def quality_sentence(schedule: Schedule) -> str:
    """Sentence on the optimality of the plan in its goals: proven, bounded or unknown."""
    slack = schedule.slack
    dangers = schedule.goal(GoalKind.DANGERS_CLOSED)
    if dangers is not None and dangers.proven:
        most = _("No plan within these limits closes more dangers; this is proven.")
        if schedule.proven:
            return _("{dangers} The rest is proven to be the best after that.").format(dangers=most)
        return _(
            "{dangers} In each goal after that, no plan can gain more than {share} more than this one."
        ).format(dangers=most, share=format_share_fine(slack or 0.0))
    if schedule.proven:
        return _("No plan within these limits reaches the levels earlier; this is proven.")
    if slack is None:
        return _(
            "Each measure starts as early as its prerequisites and the limits allow, the most urgent first."
        )
    return _("No plan within these limits can gain more than {share} more than this one.").format(
        share=format_share_fine(slack)
    )


def omission_sentence(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, item: Unplanned
) -> str:
    """Why a measure is left out, and the smallest change that would let it fit into the plan."""
    omission = item.omission
    lacks = lacks_text(edition, assessment, roadmap, omission.shortages)
    months = (omission.quarters or 0) * 3
    match omission.why:
        case LeftOut.HORIZON:
            return ngettext(
                "It would end after the plan does. A plan of {months} month would have room.",
                "It would end after the plan does. A plan of {months} months would have room.",
                months,
            ).format(months=months)
        case LeftOut.PREREQUISITE:
            return ngettext(
                "It waits for {measures}, not in the plan. It fits once that one does.",
                "It waits for {measures}, not in the plan. It fits once those do.",
                len(omission.prerequisites),
            ).format(
                measures=join_clauses(named_measure(edition, key) for key in omission.prerequisites)
            )
        case LeftOut.BUDGET:
            return _("The budget does not reach. It would fit with {lacks}.").format(lacks=lacks)
        case LeftOut.CAPACITY if omission.quarters is None:
            return _("Nobody is free for it. It would fit with {lacks}.").format(lacks=lacks)
        case LeftOut.CAPACITY:
            return ngettext(
                "Nobody is free for it. It would fit with {lacks}, or in a plan of {months} month.",
                "Nobody is free for it. It would fit with {lacks}, or in a plan of {months} months.",
                months,
            ).format(lacks=lacks, months=months)
        case LeftOut.BUDGET_AND_CAPACITY:
            return _("Money and people are short. It would fit with {lacks}.").format(lacks=lacks)
        case LeftOut.DECIDED:
            reason = assessment.plan.decisions[item.measure.id].reason.strip()
            return _with_reason(_("The country decided against it."), reason)
        case LeftOut.PUT_OFF:
            return put_off_sentence(assessment.plan.decisions[item.measure.id])
        case LeftOut.STOPPED:
            note = assessment.plan.progress[item.measure.id].note.strip()
            return _with_reason(_("It was stopped."), note)
        case LeftOut.BUNDLE:
            return ngettext(
                "It goes together with {ids} ({title}), which ends before it could. It fits with a later date of that one.",
                "It goes together with {ids} ({title}), which end before it could. It fits with a later date of theirs.",
                len(omission.instead),
            ).format(
                title=procedure_title(edition.bundle_of[item.measure.id]),
                ids=named_measures(edition, omission.instead, most=1, length=BRIEF_LENGTH),
            )
        case LeftOut.OTHER_OPTION:
            return ngettext(
                "The plan takes {ids} in its place: {title}. Decide that this one must be done to exchange the two.",
                "The plan takes {ids} in its place: {title}. Decide that this one must be done to exchange them.",
                len(omission.instead),
            ).format(
                ids=named_measures(edition, omission.instead, most=1, length=BRIEF_LENGTH),
                title=procedure_title(edition.alternative_of[item.measure.id]),
            )


def _procedure(edition: Edition, key: str) -> str:
    """The title of the bundle or the alternative of that id."""
    titles = {item.id: procedure_title(item) for item in edition.bundles}
    titles |= {item.id: procedure_title(item) for item in edition.alternatives}
    return titles[key]


def put_off_sentence(decision: MeasureDecision) -> str:
    """Until when a measure is put off, and why."""
    month = format_month(dt.date.fromisoformat(f"{decision.look_again}-01"))
    sentence = _("It is put off until {month}.").format(month=month)
    return _with_reason(sentence, decision.reason.strip())


def _with_reason(sentence: str, reason: str) -> str:
    return (
        _("{sentence} {reason}").format(sentence=sentence, reason=isolate(reason))
        if reason
        else sentence
    )


def lacks_text(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, shortages: Iterable[Shortage]
) -> str:
    """What is lacking, listed: the largest shortage of each resource, and of the budget in each year."""
    return listed(_lack(edition, assessment, roadmap, item) for item in _worst(shortages))


def _worst(shortages: Iterable[Shortage]) -> list[Shortage]:
    """The largest shortage of each resource, and of the budget in each year."""
    largest: dict[tuple[str | None, int], Shortage] = {}
    for item in shortages:
        key = (item.resource, item.period if item.resource is None else 0)
        if key not in largest or item.units > largest[key].units:
            largest[key] = item
    return list(largest.values())


def _lack(edition: Edition, assessment: Assessment, roadmap: Roadmap, item: Shortage) -> str:
    if item.resource is None:
        return _("{amount} more in year {year}").format(
            amount=format_money(cost_currency(edition, assessment.plan), item.units),
            year=numbered_year(roadmap.start, assessment.plan, item.period),
        )
    kind, _colon, owner = item.resource.partition(":")
    when = format_quarter(quarter_start(roadmap.start, item.period))
    if kind == "all":
        return ngettext(
            "room for {count} more measure under way in {when}",
            "room for {count} more measures under way in {when}",
            item.units,
        ).format(count=item.units, when=when)
    if kind == "first":
        return ngettext(
            "room for {count} more measure that starts in {when}",
            "room for {count} more measures that start in {when}",
            item.units,
        ).format(count=item.units, when=when)
    if kind == "work":
        return _("{months} person-months more of {who} in {when}").format(
            months=format_number(item.units / 100, 1), who=role_name(edition, owner), when=when
        )
    return ngettext(
        "room for {count} more measure of {who} in {when}",
        "room for {count} more measures of {who} in {when}",
        item.units,
    ).format(count=item.units, who=resource_name(edition, item.resource), when=when)


def resource_name(edition: Edition, resource: str) -> str:
    """The name of a limited resource: a pillar (`pillar:id`) or an institution's role (`kind:id`)."""
    kind, _colon, owner = resource.partition(":")
    if kind == "pillar":
        name = next((item.name for item in edition.pillars if item.id == owner), owner)
        return _("pillar {name}").format(name=edition_text(owner, "name", name))
    if kind == "all":
        return _("all institutions together")
    return role_name(edition, owner)


def conflict_sentence(
    edition: Edition,
    assessment: Assessment,
    roadmap: Roadmap,
    conflict: InfeasibleSet,
    *,
    brief: bool = False,
) -> str:
    """Which decisions and limits contradict each other, and what would resolve it.

    `brief` shortens names and leaves out what comes before a measure.
    """
    length = BRIEF_LENGTH if brief else NAME_LENGTH
    requirements = [
        item for item in conflict.requirements if item.kind is not RequirementKind.PREREQUISITE
    ]
    chain = [item.id for item in conflict.requirements if item.kind is RequirementKind.PREREQUISITE]
    first = requirements[0] if requirements else Requirement(RequirementKind.HORIZON)
    if conflict.months is not None:
        end = quarter_start(roadmap.start, first.period or roadmap.quarters)
        text = _(
            "{id} must be done before {month}, but takes until month {months} of the plan"
        ).format(
            id=named_measure(edition, first.id, length),
            month=format_month(end),
            months=conflict.months,
        )
        if chain and not brief:
            text = _("{text}, because it comes after {ids}").format(
                text=text, ids=named_measures(edition, chain)
            )
        return _(
            "{text}. Give it a later date, or a shorter duration to what stands before it."
        ).format(text=text)
    against = [item.id for item in requirements if item.kind is RequirementKind.MAY_NOT]
    if against:
        return ngettext(
            "{id} must be done, but it comes after {ids}, which must not be done or was stopped. Change one of the two decisions.",
            "{id} must be done, but it comes after {ids}, which must not be done or were stopped. Change one of the decisions.",
            len(against),
        ).format(
            id=named_measure(edition, first.id, length),
            ids=named_measures(edition, against, most=1 if brief else NAMED, length=length),
        )
    return _(
        "These can't hold together: {wishes}. Any one of them changed ends the conflict."
    ).format(
        wishes=join_clauses(
            _requirement_text(edition, assessment, roadmap, item, length) for item in requirements
        )
    )


def _requirement_text(
    edition: Edition,
    assessment: Assessment,
    roadmap: Roadmap,
    requirement: Requirement,
    length: int,
) -> str:
    match requirement.kind:
        case RequirementKind.BY:
            return _("{id} done before {month}").format(
                id=named_measure(edition, requirement.id, length),
                month=format_month(quarter_start(roadmap.start, requirement.period)),
            )
        case RequirementKind.BUDGET:
            budget = assessment.plan.budget_by_year[requirement.period]
            return _("{amount} in year {year}").format(
                amount=format_money(assessment.plan.currency, budget),
                year=numbered_year(roadmap.start, assessment.plan, requirement.period),
            )
        case RequirementKind.CAPACITY:
            return _("the capacity of {who}").format(who=resource_name(edition, requirement.id))
        case RequirementKind.BUNDLE:
            return _("one end for all of: {title}").format(
                title=_procedure(edition, requirement.id)
            )
        case RequirementKind.ONE_OPTION:
            return _("one is enough of: {title}").format(title=_procedure(edition, requirement.id))
        case _:
            return _("{id} must be done").format(id=named_measure(edition, requirement.id, length))


def past_start_sentence(
    edition: Edition,
    roadmap: Roadmap,
    plan: PlanSettings,
    today: dt.date,
    *,
    named: bool = True,
) -> str:
    """The remark on a plan with measures not started in past months, and what to do; empty without any.

    `named` adds the first of these measures by name.
    """
    past = past_start(roadmap, plan, today)
    if past is None:
        return ""
    started = ngettext(
        "The plan starts {months} month ago, in {month}.",
        "The plan starts {months} months ago, in {month}.",
        past.months,
    ).format(months=past.months, month=format_month(roadmap.start))
    overdue = ngettext(
        "{count} measure lies in a past month and has not started",
        "{count} measures lie in past months and have not started",
        len(past.overdue),
    ).format(count=len(past.overdue))
    if named:
        overdue = _("{overdue}: {ids}").format(
            overdue=overdue, ids=named_measures(edition, past.overdue)
        )
    remedy = _("Give the plan a later start, or say which measures are under way or done.")
    return f"{started} {overdue}. {remedy}"
