"""Chapters on the roadmap: timeline, actions by phase, milestones, omitted measures, costs."""

from __future__ import annotations

from reports.analysis import Analysis
from reports.formats import DASH
from reports.roadmap_report import Report
from reports.sections.roadmap.chains import chains_title
from reports.sections.roadmap.costs import Costs
from reports.sections.roadmap.plan import ActionRow, PhaseTable, Plan
from reports.sections.roadmap.plan_standing import AnswerFirst
from reports.word.chapters import write_table
from reports.word.timeline import write_timeline
from reports.word.writer import Writer
from translations import gettext as _

ACTION_WIDTHS = (9, 42, 13, 19, 9, 8)
COST_WIDTHS = (24, 13, 13, 13, 13, 24)


def write_plan(writer: Writer, report: Report, analysis: Analysis) -> None:
    """Write the chapter on the roadmap, on a new page."""
    plan = report.plan
    writer.heading(_("Roadmap"), 1, new_page=True)
    writer.paragraph(" ".join((_("{title}.").format(title=plan.title), *plan.sentences)))
    if not plan.timeline:
        writer.paragraph(_("There is no action to list."))
    if report.answer_first:
        _write_first(writer, report.answer_first)
    write_timeline(writer, analysis, report)
    if report.has("actions"):
        for phase in plan.phases:
            _write_phase(writer, phase)
    if plan.chains:
        writer.heading(chains_title(), 2)
        writer.paragraphs(plan.chains)
    _write_milestones(writer, plan)
    if report.emphases:
        writer.heading(_("What each emphasis would do"), 2)
        write_table(writer, report.emphases)
    _write_left_out(writer, plan)
    _write_remarks(writer, plan)


def _write_first(writer: Writer, first: AnswerFirst) -> None:
    writer.heading(first.title, 2)
    writer.paragraphs(first.sentences[1:])
    writer.numbered(
        (row.question, f" ({', '.join(filter(None, (row.code, row.respondents)))})")
        for row in first.rows
    )
    if first.further:
        writer.paragraph(first.further)


def _write_phase(writer: Writer, phase: PhaseTable) -> None:
    head = (
        _("Code"), _("Measure"), _("When"), _("Lead"), _("Months"), _("Effort")
    )  # fmt: skip
    writer.heading(phase.name, 2)
    writer.paragraph(phase.meaning)
    rows = [
        (row.code, _measure(row), row.when, row.lead, row.months, row.effort)
        for row in phase.actions
    ]
    writer.table(phase.caption, head, rows, ACTION_WIDTHS)


def _measure(row: ActionRow) -> str:
    confirm = (
        _("To confirm first: {conditions}").format(conditions=row.assumptions)
        if row.assumptions
        else ""
    )
    waits = (
        _("Waits for: {measures}").format(measures=row.prerequisites) if row.prerequisites else ""
    )
    title = _("– {title}").format(title=row.title) if row.part else row.title
    return "\n".join(filter(None, (title, row.lifts, waits, confirm)))


def _write_milestones(writer: Writer, plan: Plan) -> None:
    if not plan.milestones:
        return
    writer.heading(_("Milestones by half-year"), 2)
    rows = [(row.when, row.count, "\n".join(row.reached) or DASH) for row in plan.milestones]
    head = (_("By the end of"), _("Levels"), _("Among them"))
    caption = _("Levels reached, of dangers and core questions in words")
    writer.table(caption, head, rows, (16, 11, 73), numbers=(1,))


def _write_left_out(writer: Writer, plan: Plan) -> None:
    if plan.left_out:
        writer.heading(_("What is left out, and why"), 2)
        rows = [(f"{item.title} ({item.code})", item.why) for item in plan.left_out]
        head = (_("Measure"), _("Why, and what would make it fit"))
        writer.table(_("Needed measures that are not in the plan"), head, rows, (1, 1))
    if plan.put_off:
        writer.heading(_("Put off until"), 2)
        rows = [(f"{item.title} ({item.code})", item.why) for item in plan.put_off]
        head = (_("Measure"), _("Until when, and why"))
        writer.table(_("Needed measures that the country has put off"), head, rows, (1, 1))


def _write_remarks(writer: Writer, plan: Plan) -> None:
    if plan.nothing_to_do:
        writer.heading(_("At the target"), 2)
        writer.paragraph(plan.nothing_to_do)
    if plan.raised or plan.uncovered:
        writer.heading(_("Higher targets, and steps without a measure"), 2)
        writer.paragraphs((*plan.raised, *plan.uncovered))


def write_costs(writer: Writer, report: Report) -> None:
    """Write the chapter on costs; nothing where it is omitted."""
    if not report.has("cost"):
        return
    writer.heading(_("What it leads to and what it costs"), 1)
    if report.path:
        writer.paragraph(report.path.sentence)
    if report.costs is None:
        writer.paragraph(_("Nothing is planned, so there is no path and no cost to show."))
    else:
        _cost_table(writer, report.costs)
    writer.heading(_("What is asked of partners"), 2)
    writer.paragraphs(report.partners, "List Bullet")


def _cost_table(writer: Writer, costs: Costs) -> None:
    head = (
        _("Plan year"), _("Lower end"), _("Upper end"), _("Open-ended"), _("Budget"),
        _("Against the budget"),
    )  # fmt: skip
    rows = [
        (row.year, row.low, row.high, row.open_ended, row.budget, row.verdict)
        for row in (*costs.rows, *([costs.total] if costs.total else []))
    ]
    writer.table(
        costs.caption,
        head,
        rows,
        COST_WIDTHS,
        numbers=(1, 2, 3, 4),
        last_is_total=costs.total is not None,
    )
    writer.paragraphs((
        costs.remark,
        _("Open-ended counts the measures without an upper limit; they stand in the upper end with their lower end."),
        costs.basis,
    ))  # fmt: skip
