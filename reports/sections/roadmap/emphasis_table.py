"""What each emphasis would do within the same limits, side by side: dangers and core gaps closed, score, cost."""

from __future__ import annotations

from assessment import EmphasisOutcome, compare_emphases, cost_currency
from assessment.model.readership import Reader, Readership
from assessment.planning.plan_standing import PlanStanding
from reports.analysis import Analysis
from reports.formats import format_money_range
from reports.sections.roadmap.delivery import DeliveryTable
from reports.sections.roadmap.emphasis import count_text, emphasis_name, score_text
from translations import gettext as _


def has_emphases(analysis: Analysis) -> bool:
    """Whether there is something to compare: enough is answered, and there are measures to plan."""
    roadmap = analysis.roadmap
    return analysis.standing is not PlanStanding.WITHHELD and bool(
        roadmap.actions or roadmap.unplanned
    )


def emphasis_outcomes(analysis: Analysis, readership: Readership) -> tuple[EmphasisOutcome, ...]:
    """What each emphasis would come to, for technical readers of a plan; empty for the others. Plans the two other emphases.

    A sketch is compared with nothing: what it puts first depends on which questions happen to be answered.
    """
    shown = readership.reader is Reader.TECHNICAL and analysis.standing is PlanStanding.PLAN
    if not shown or not has_emphases(analysis):
        return ()
    return compare_emphases(analysis.edition, analysis.assessment, analysis.roadmap)


def emphasis_table(
    analysis: Analysis, outcomes: tuple[EmphasisOutcome, ...]
) -> DeliveryTable | None:
    """The table, with the plan's own emphasis marked; None without outcomes."""
    if not outcomes:
        return None
    plan = analysis.assessment.plan
    currency = cost_currency(analysis.edition, plan)
    return DeliveryTable(
        caption=_("Plans within the same limits"),
        head=emphasis_head(),
        widths=("22%", "12%", "14%", "12%", "12%"),
        rows=tuple(
            emphasis_row(item, currency, own=item.emphasis is plan.emphasis) for item in outcomes
        ),
        right=(1, 2, 3, 4, 5),
    )


def emphasis_head() -> tuple[str, ...]:
    """The heads of the columns."""
    return (
        _("Emphasis"),
        _("Dangers closed"),
        _("Other core gaps closed"),
        _("Measures planned"),
        _("Score at the end"),
        _("Cost"),
    )


def emphasis_row(item: EmphasisOutcome, currency: str, *, own: bool) -> tuple[str, ...]:
    """The cells of one emphasis; `own` is that of the plan."""
    name = emphasis_name(item.emphasis)
    return (
        _("{name} (this plan)").format(name=name) if own else name,
        count_text(len(item.dangers.closed), item.dangers.total),
        count_text(len(item.core.closed), item.core.total),
        str(item.measures),
        score_text(item),
        format_money_range(currency, item.cost_low, item.cost_high),
    )
