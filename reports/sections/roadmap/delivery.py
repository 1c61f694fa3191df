"""Chapters on delivery: responsibilities, funding, risks, monitoring."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from assessment import cost_currency
from assessment.planning.schedule_risk import MAXIMUM_CRITICAL
from questionnaires.labels import edition_text
from reports.analysis import Analysis
from reports.formats import DASH, format_amount, format_month, format_share
from reports.sections.labels import condition_text, listed
from reports.sections.roadmap.costs import cost_basis_sentence, price_year
from translations import gettext as _
from translations import ngettext

MAXIMUM_RISKS = 10
"""Measures in the table of risks: those that most often determine the end of the plan."""

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DeliveryChapter:
    """A chapter of sentences and one table; all cells are texts."""

    id: str
    title: str
    sentences: tuple[str, ...]
    caption: str
    head: tuple[str, ...]
    widths: tuple[str, ...]
    """CSS widths of all columns but the last."""
    rows: Rows
    right: tuple[int, ...] = ()
    """Indices of the right-aligned columns."""


def delivery(analysis: Analysis) -> tuple[DeliveryChapter, ...]:
    """The four chapters in their order; none without planned measures."""
    if not analysis.roadmap.actions:
        return ()
    return (
        _responsibilities(analysis),
        _funding(analysis),
        _risks(analysis),
        _monitoring(analysis),
    )


def _responsibilities(analysis: Analysis) -> DeliveryChapter:
    leads: defaultdict[str, list[str]] = defaultdict(list)
    partners: defaultdict[str, list[str]] = defaultdict(list)
    for action in analysis.roadmap.actions:
        leads[analysis.lead_name(action)].append(action.measure.id)
        for role in action.measure.partners:
            partners[analysis.role_name(role)].append(action.measure.id)
    names = sorted(leads.keys() | partners.keys(), key=lambda name: (-len(leads[name]), name))
    return DeliveryChapter(
        "responsibilities",
        _("Who does what"),
        (
            ngettext(
                "{count} body leads measures, {others} more take part.",
                "{count} bodies lead measures, {others} more take part.",
                len(leads),
            ).format(
                count=sum(bool(leads[name]) for name in names),
                others=sum(not leads[name] for name in names),
            ),
        ),
        _("Measures by body"),
        (_("Body"), _("Leads"), _("Takes part in")),
        ("40%", "25%"),
        tuple(
            (name, listed(leads[name]) or DASH, listed(partners[name]) or DASH) for name in names
        ),
    )


def _funding(analysis: Analysis) -> DeliveryChapter:
    unit = cost_currency(analysis.edition, analysis.assessment.plan)
    return DeliveryChapter(
        "funding",
        _("Who pays"),
        (cost_basis_sentence(analysis.roadmap),),
        _("Cost of the whole plan by source of funding, {currency} at prices of {year}").format(
            currency=unit, year=price_year(analysis)
        ),
        (_("Source"), _("Measures"), _("Lower end"), _("Upper end")),
        ("46%", "14%", "20%"),
        tuple(
            (
                item.source or _("Not decided yet"),
                str(item.measures),
                format_amount(item.low),
                format_amount(item.high),
            )
            for item in analysis.roadmap.funding
        ),
        right=(1, 2, 3),
    )


def _risks(analysis: Analysis) -> DeliveryChapter:
    risk, roadmap = analysis.risk, analysis.roadmap
    sentences = []
    if analysis.assessment.plan.reason.strip():
        sentences.append(
            _("Why this plan: {reason}").format(reason=analysis.assessment.plan.reason.strip())
        )
    if risk.end is not None and risk.in_time is not None:
        sentences.append(
            _(
                "As planned, the last measure ends in {planned}. Half of 5,000 drawn courses end by {likely}, "
                "four in five by {safe}; {share} end as planned."
            ).format(
                planned=format_month(risk.end.planned),
                likely=format_month(risk.end.likely),
                safe=format_month(risk.end.safe),
                share=format_share(risk.in_time),
            )
        )
        sentences.append(
            _("Most often the end is set by {measures}.").format(
                measures=listed(
                    _("{id} ({share})").format(id=key, share=format_share(share))
                    for key, share in risk.criticality[:MAXIMUM_CRITICAL]
                )
            )
        )
    assumptions = list(
        dict.fromkeys(condition_text(text) for item in roadmap.actions for text in item.assumptions)
    )
    if assumptions:
        sentences.append(
            _("The plan rests on these, to be confirmed: {conditions}.").format(
                conditions="; ".join(assumptions)
            )
        )
    deciding = [key for key, _share in risk.criticality[:MAXIMUM_RISKS]]
    rows = tuple(
        (
            key,
            edition_text(key, f"risks.{index}.risk", item.risk),
            edition_text(key, f"risks.{index}.answer", item.answer),
        )
        for key in deciding
        for index, item in enumerate(analysis.edition.measure[key].risks)
    )
    if rows:
        sentences.append(_("What can go wrong in the other measures stands on their sheets."))
    return DeliveryChapter(
        "risks",
        _("Risks and assumptions"),
        tuple(sentences),
        _("What can go wrong in the measures that most often set the end, and the answer"),
        (_("Measure"), _("What can go wrong"), _("What to do about it")),
        ("10%", "42%"),
        rows,
    )


def _monitoring(analysis: Analysis) -> DeliveryChapter:
    rows: list[tuple[str, ...]] = []
    for item in analysis.roadmap.milestones:
        indicator = analysis.edition.indicators[item.indicator_id]
        dates = analysis.risk.milestones.get((item.indicator_id, item.level))
        rows.append(
            (
                analysis.question(indicator),
                str(analysis.counted.level(item.indicator_id)),
                _("{level} by {month}").format(level=item.level, month=format_month(item.date)),
                _("level"),
                _("this questionnaire"),
                _("each cycle; safe date {month}").format(month=format_month(dates.safe))
                if dates
                else _("each cycle"),
            )
        )
    for action in analysis.roadmap.actions:
        success = action.measure.success
        if success is not None:
            key = action.measure.id
            rows.append(
                (
                    edition_text(key, "success.name", success.name),
                    _("to be measured"),
                    _("to be set after {month}").format(month=format_month(action.end)),
                    edition_text(key, "success.unit", success.unit),
                    analysis.lead_name(action),
                    _("yearly"),
                )
            )
    return DeliveryChapter(
        "monitoring",
        _("How we will know"),
        (
            _(
                "Levels are taken again in each cycle. What shows that a measure works has no baseline yet: the body that leads measures it before it begins and sets the target."
            ),
        ),
        _("What is measured, from where to where, by whom and how often"),
        (_("Indicator"), _("Baseline"), _("Target"), _("Unit"), _("Source"), _("How often")),
        ("30%", "10%", "15%", "11%", "21%"),
        tuple(rows),
    )
