"""How the plan is carried out: who does what, who pays, what may go wrong, how one sees that it works."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from assessment import Action, cost_currency
from reports.analysis import Analysis, edition_text
from reports.formats import DASH, format_amount, format_month, format_share
from reports.sections.costs import basis_sentence, price_year
from reports.sections.words import condition_text, listed
from translations import gettext as _
from translations import ngettext

MOST_DECIDING = 5
"""Measures named that most often set the end."""

MOST_RISKS = 10
"""Measures whose risks stand in the table: those that most often set the end."""

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DeliveryChapter:
    """A chapter of sentences and one table."""

    id: str
    title: str
    sentences: tuple[str, ...]
    caption: str
    head: tuple[str, ...]
    widths: tuple[str, ...]
    """Of each column but the last, as CSS takes them."""
    rows: Rows
    right: tuple[int, ...] = ()
    """Columns of numbers, from 0."""


def delivery(facts: Analysis) -> tuple[DeliveryChapter, ...]:
    """The chapters on carrying the plan out; none where nothing is planned."""
    if not facts.roadmap.actions:
        return ()
    return (
        _responsibilities(facts),
        _funding(facts),
        _risks(facts),
        _monitoring(facts),
    )


def lead_name(facts: Analysis, action: Action) -> str:
    return action.lead_name or facts.role_name(action.measure.lead)


def _responsibilities(facts: Analysis) -> DeliveryChapter:
    leads: defaultdict[str, list[str]] = defaultdict(list)
    partners: defaultdict[str, list[str]] = defaultdict(list)
    for action in facts.roadmap.actions:
        leads[lead_name(facts, action)].append(action.measure.id)
        for role in action.measure.partners:
            partners[facts.role_name(role)].append(action.measure.id)
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


def _funding(facts: Analysis) -> DeliveryChapter:
    unit = cost_currency(facts.edition, facts.assessment.plan)
    return DeliveryChapter(
        "funding",
        _("Who pays"),
        (basis_sentence(facts.roadmap),),
        _("Cost of the whole plan by source of funding, {currency} at prices of {year}").format(
            currency=unit, year=price_year(facts)
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
            for item in facts.roadmap.funding
        ),
        right=(1, 2, 3),
    )


def _risks(facts: Analysis) -> DeliveryChapter:
    risk, roadmap = facts.risk, facts.roadmap
    sentences = []
    if facts.assessment.plan.reason.strip():
        sentences.append(
            _("Why this plan: {reason}").format(reason=facts.assessment.plan.reason.strip())
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
                    for key, share in risk.deciding[:MOST_DECIDING]
                )
            )
        )
    assumptions = list(
        dict.fromkeys(
            condition_text(facts, text) for item in roadmap.actions for text in item.assumptions
        )
    )
    if assumptions:
        sentences.append(
            _("The plan rests on these, to be confirmed: {conditions}.").format(
                conditions="; ".join(assumptions)
            )
        )
    deciding = [key for key, _share in risk.deciding[:MOST_RISKS]]
    rows = tuple(
        (
            key,
            edition_text(key, f"risks.{place}.risk", found.risk),
            edition_text(key, f"risks.{place}.answer", found.answer),
        )
        for key in deciding
        for place, found in enumerate(facts.edition.measure[key].risks)
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


def _monitoring(facts: Analysis) -> DeliveryChapter:
    rows: list[tuple[str, ...]] = []
    for item in facts.roadmap.milestones:
        indicator = facts.edition.indicators[item.indicator_id]
        found = facts.risk.milestones.get((item.indicator_id, item.level))
        rows.append(
            (
                facts.question(indicator),
                str(facts.assessment.level(item.indicator_id)),
                _("{level} by {month}").format(level=item.level, month=format_month(item.date)),
                _("level"),
                _("this questionnaire"),
                _("each cycle; safe date {month}").format(month=format_month(found.safe))
                if found
                else _("each cycle"),
            )
        )
    for action in facts.roadmap.actions:
        success = action.measure.success
        if success is not None:
            key = action.measure.id
            rows.append(
                (
                    edition_text(key, "success.name", success.name),
                    _("to be measured"),
                    _("to be set after {month}").format(month=format_month(action.end)),
                    edition_text(key, "success.unit", success.unit),
                    lead_name(facts, action),
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
