"""The finding of an assessment as one line, in words that fit the case."""

from __future__ import annotations

from collections.abc import Sequence

from assessment import AnswerStatus, Milestone, PlanStanding
from reports.analysis import Analysis, figures_known
from reports.formats import format_month
from reports.sections.coverage import excluded_sentence
from reports.sections.gap_outlook import levels_after
from reports.sections.minister.dangers import Danger, Lack, Prospect
from reports.sections.roadmap.plan_standing import marked
from translations import gettext as _
from translations import ngettext


def headline(analysis: Analysis, items: Sequence[Danger]) -> str:
    """The finding as a line without a full stop; a sketch is marked as one."""
    unknown = _without_levels(analysis)
    if unknown:
        return unknown
    known = [item for item in items if item.prospect is not Prospect.UNKNOWN]
    if analysis.standing is PlanStanding.WITHHELD:
        return _withheld(analysis, len(known))
    line = _of_dangers(analysis, known, len(items)) if items else _of_gaps(analysis)
    return marked(analysis.standing, line) if analysis.roadmap.actions else line


def _without_levels(analysis: Analysis) -> str:
    """The line where no question has a level; empty otherwise."""
    if analysis.answered_count:
        return "" if analysis.targets else figures_known(analysis)
    states = {analysis.assessment.answer(item.id).state for item in analysis.indicators}
    number = len(analysis.indicators)
    if states == {AnswerStatus.DONT_KNOW}:
        return ngettext(
            "The one question was answered with “don't know”",
            "All {number} questions were answered with “don't know”",
            number,
        ).format(number=number)
    if states == {AnswerStatus.NOT_APPLICABLE}:
        return excluded_sentence(analysis).rstrip(".")
    return _("No question has been answered with a level yet")


def _withheld(analysis: Analysis, known: int) -> str:
    if known:
        return ngettext(
            "{known} danger to children is known, and too little is answered for a plan",
            "{known} dangers to children are known, and too little is answered for a plan",
            known,
        ).format(known=known)
    needed = analysis.first.needed if analysis.first else 0
    return ngettext(
        "Too little is answered for a plan: {needed} more answer is needed",
        "Too little is answered for a plan: {needed} more answers are needed",
        needed,
    ).format(needed=needed)


def _of_dangers(analysis: Analysis, known: Sequence[Danger], asked: int) -> str:
    """The line where a danger is known or its question open."""
    left = [item for item in known if item.prospect is not Prospect.CLOSED]
    if not known:
        return ngettext(
            "It is not known whether the one danger to children is open",
            "It is not known whether {asked} dangers to children are open",
            asked,
        ).format(asked=asked)
    if left:
        return _left_open(left, len(known))
    closed = _closed(analysis, len(known))
    if asked == len(known):
        return closed
    return ngettext(
        "{closed}; {more} more danger is not known",
        "{closed}; {more} more dangers are not known",
        asked - len(known),
    ).format(closed=closed, more=asked - len(known))


def _closed(analysis: Analysis, number: int) -> str:
    month = _last_closed(analysis)
    safe = _safe_closed(analysis)
    if month and safe and safe != month:
        month = _("{month}, safely by {safe}").format(month=month, safe=safe)
    if number == 2:
        if not month:
            return _("The plan closes both dangers to children")
        return _("The plan closes both dangers to children by {month}").format(month=month)
    if not month:
        return ngettext(
            "The plan closes the one danger to children",
            "The plan closes all {number} dangers to children",
            number,
        ).format(number=number)
    return ngettext(
        "The plan closes the one danger to children by {month}",
        "The plan closes all {number} dangers to children by {month}",
        number,
    ).format(number=number, month=month)


def _steps_of_dangers(analysis: Analysis) -> tuple[Milestone, ...]:
    """The milestones of dangers up to their targets."""
    severe = {gap.indicator.id: gap.target_level for gap in analysis.gaps if gap.indicator.severe}
    return tuple(
        item
        for item in analysis.roadmap.milestones
        if item.indicator_id in severe and item.level <= severe[item.indicator_id]
    )


def _last_closed(analysis: Analysis) -> str:
    """The month in which the last danger is closed; empty without milestones of dangers."""
    days = [item.date for item in _steps_of_dangers(analysis)]
    return format_month(max(days)) if days else ""


def _safe_closed(analysis: Analysis) -> str:
    """The month by which the last danger is closed in four of five simulated courses; empty where not simulated."""
    dates = analysis.risk.milestones
    steps = ((item.indicator_id, item.level) for item in _steps_of_dangers(analysis))
    days = [dates[step].safe for step in steps if step in dates]
    return format_month(max(days)) if days else ""


def _left_open(left: Sequence[Danger], known: int) -> str:
    if len(left) < known:
        line = ngettext(
            "{left} of {known} dangers to children stays open",
            "{left} of {known} dangers to children stay open",
            len(left),
        ).format(left=len(left), known=known)
    elif known == 2:
        line = _("Both dangers to children stay open")
    else:
        line = ngettext(
            "The one danger to children stays open",
            "All {known} dangers to children stay open",
            known,
        ).format(known=known)
    reason = _reason(left)
    return _("{finding}: {reason}").format(finding=line, reason=reason) if reason else line


def _reason(left: Sequence[Danger]) -> str:
    """Why dangers stay open: the reason of all, else for how many it is money; empty where no rule knows."""
    lacks = {item.lack for item in left}
    reasons: tuple[tuple[set[Lack | None], str], ...] = (
        ({Lack.MONEY_AND_PEOPLE}, _("money and people are short")),
        ({Lack.MONEY, Lack.MONEY_AND_PEOPLE}, _("the budget does not reach")),
        ({Lack.PEOPLE, Lack.MONEY_AND_PEOPLE}, _("nobody is free for the work")),
        ({Lack.TIME}, _("the plan is too short for the work")),
        ({Lack.DECIDED}, _("decisions stand against measures")),
        ({Lack.NO_MEASURE}, _("no measure leads to the target")),
    )
    shared = next((text for kinds, text in reasons if lacks <= kinds), "")
    poor = sum(item.lack in (Lack.MONEY, Lack.MONEY_AND_PEOPLE) for item in left)
    if shared or not poor:
        return shared
    return ngettext(
        "the budget does not reach for {count} of them",
        "the budget does not reach for {count} of them",
        poor,
    ).format(count=poor)


def _of_gaps(analysis: Analysis) -> str:
    """The line where no danger is known or open."""
    total = len(analysis.gaps)
    if not total:
        return _at_targets(analysis)
    asked = any(item.severe for item in analysis.indicators)
    after = levels_after(analysis)
    closed = sum(after.get(gap.indicator.id, -1) >= gap.target_level for gap in analysis.gaps)
    if not analysis.roadmap.actions:
        line = ngettext(
            "{total} question is below its target, and nothing is planned",
            "{total} questions are below their targets, and nothing is planned",
            total,
        ).format(total=total)
    elif closed == total:
        line = ngettext(
            "The plan closes the one gap", "The plan closes all {total} gaps", total
        ).format(total=total)
    else:
        line = ngettext(
            "The plan closes {closed} of {total} gap",
            "The plan closes {closed} of {total} gaps",
            total,
        ).format(closed=closed, total=total)
    if not asked:
        return line
    return _("No known danger to children is open. {finding}").format(finding=line)


def _at_targets(analysis: Analysis) -> str:
    if analysis.excludes_too_much:
        return excluded_sentence(analysis).rstrip(".")
    open_count = analysis.applicable_count - analysis.answered_count
    if not open_count:
        return _("Every question has reached its target")
    return ngettext(
        "Every answered question has reached its target; {count} has no answer",
        "Every answered question has reached its target; {count} have no answer",
        open_count,
    ).format(count=open_count)
