"""What the planner found, in sentences: how good the plan is, why something is left out, which wishes conflict."""

from __future__ import annotations

from assessment import (
    Assessment,
    InfeasibleSet,
    LeftOut,
    Omission,
    Requirement,
    RequirementKind,
    Roadmap,
    Schedule,
    Shortage,
    Unplanned,
    cost_currency,
    quarter_start,
)
from questionnaires import Edition
from reports.analysis import edition_text
from reports.formats import (
    format_money,
    format_month,
    format_number,
    format_quarter,
    format_share_fine,
)
from reports.sections.words import listed
from translations import gettext as _
from translations import ngettext


def quality_sentence(schedule: Schedule) -> str:
    """How good the plan is proven to be."""
    slack = schedule.slack
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
    """Why a measure is left out, and what would make it fit beside all that is planned."""
    omission = item.omission
    lacks = listed(_lack(edition, assessment, roadmap, short) for short in _worst(omission))
    months = (omission.quarters or 0) * 3
    match omission.why:
        case LeftOut.HORIZON:
            return _(
                "It would end after the plan does. A plan of {months} months would have room."
            ).format(months=months)
        case LeftOut.PREREQUISITE:
            return _("It waits for {ids}, not in the plan. It fits once that does.").format(
                ids=listed(omission.waits_for)
            )
        case LeftOut.BUDGET:
            return _("The budget does not reach. It would fit with {lacks}.").format(lacks=lacks)
        case LeftOut.CAPACITY:
            return _(
                "Nobody is free for it. It would fit with {lacks}, or in a plan of {months} months."
            ).format(lacks=lacks, months=months)
        case LeftOut.BUDGET_AND_CAPACITY:
            return _("Money and people are short. It would fit with {lacks}.").format(lacks=lacks)
        case LeftOut.DECIDED:
            reason = assessment.plan.decisions[item.measure.id].reason.strip()
            return _with_reason(_("The country decided against it."), reason)
        case LeftOut.STOPPED:
            note = assessment.plan.progress[item.measure.id].note.strip()
            return _with_reason(_("It was stopped."), note)


def _with_reason(sentence: str, reason: str) -> str:
    return _("{sentence} {reason}").format(sentence=sentence, reason=reason) if reason else sentence


def _worst(omission: Omission) -> list[Shortage]:
    """The largest shortage of each resource, and that of each year."""
    found: dict[tuple[str | None, int], Shortage] = {}
    for item in omission.shortages:
        key = (item.resource, item.place if item.resource is None else 0)
        if key not in found or item.units > found[key].units:
            found[key] = item
    return list(found.values())


def _lack(edition: Edition, assessment: Assessment, roadmap: Roadmap, item: Shortage) -> str:
    if item.resource is None:
        return _("{amount} more in year {year}").format(
            amount=format_money(cost_currency(edition, assessment.plan), item.units),
            year=item.place + 1,
        )
    kind, _colon, owner = item.resource.partition(":")
    when = format_quarter(quarter_start(roadmap.start, item.place))
    if kind == "work":
        return _("{months} person-months more of {who} in {when}").format(
            months=format_number(item.units / 100, 1), who=_role(edition, owner), when=when
        )
    return ngettext(
        "room for {count} more measure of {who} in {when}",
        "room for {count} more measures of {who} in {when}",
        item.units,
    ).format(count=item.units, who=resource_name(edition, item.resource), when=when)


def resource_name(edition: Edition, resource: str) -> str:
    """The pillar or institution of a limit."""
    kind, _colon, owner = resource.partition(":")
    if kind == "pillar":
        name = next((item.name for item in edition.pillars if item.id == owner), owner)
        return _("pillar {name}").format(name=edition_text(owner, "name", name))
    return _role(edition, owner)


def _role(edition: Edition, role: str) -> str:
    found = edition.role.get(role)
    return edition_text(role, "name", found.name) if found else role


def conflict_sentence(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, conflict: InfeasibleSet
) -> str:
    """Which decisions and limits can't hold together, and what would end it."""
    wishes = [item for item in conflict.wishes if item.kind is not RequirementKind.WAITS_FOR]
    chain = [item.id for item in conflict.wishes if item.kind is RequirementKind.WAITS_FOR]
    first = wishes[0] if wishes else Requirement(RequirementKind.HORIZON)
    if conflict.months is not None:
        end = quarter_start(roadmap.start, first.place or roadmap.quarters)
        text = _(
            "{id} must be done before {month}, but takes until month {months} of the plan"
        ).format(id=first.id, month=format_month(end), months=conflict.months)
        if chain:
            text = _("{text}, because it comes after {ids}").format(text=text, ids=listed(chain))
        return _(
            "{text}. Give it a later date, or a shorter duration to what stands before it."
        ).format(text=text)
    against = [item.id for item in wishes if item.kind is RequirementKind.MAY_NOT]
    if against:
        return _(
            "{id} must be done, but it comes after {ids}, which may not be done or was stopped. Change one of the two decisions."
        ).format(id=first.id, ids=listed(against))
    return _(
        "These can't hold together: {wishes}. Any one of them changed ends the conflict."
    ).format(wishes="; ".join(_wish(edition, assessment, roadmap, item) for item in wishes))


def _wish(edition: Edition, assessment: Assessment, roadmap: Roadmap, wish: Requirement) -> str:
    match wish.kind:
        case RequirementKind.BY:
            return _("{id} done before {month}").format(
                id=wish.id, month=format_month(quarter_start(roadmap.start, wish.place))
            )
        case RequirementKind.BUDGET:
            budget = assessment.plan.budget_by_year[wish.place]
            return _("{amount} in year {year}").format(
                amount=format_money(assessment.plan.currency, budget), year=wish.place + 1
            )
        case RequirementKind.CAPACITY:
            return _("the capacity of {who}").format(who=resource_name(edition, wish.id))
        case _:
            return _("{id} must be done").format(id=wish.id)
