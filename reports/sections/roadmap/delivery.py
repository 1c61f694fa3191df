"""Chapters on delivery: responsibilities, funding, risks, monitoring."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assessment import Action, cost_currency
from assessment.planning.schedule_risk import MAXIMUM_CRITICAL
from questionnaires.labels import edition_text
from reports.analysis import Analysis
from reports.formats import DASH, format_amount, format_month, format_month_short, format_share
from reports.joining import join_clauses
from reports.mirroring import isolate
from reports.sections.labels import named_condition, named_measure
from reports.sections.roadmap.costs import cost_basis_sentence, price_year
from reports.sections.roadmap.timeline import measure_title
from translations import gettext as _
from translations import ngettext

MAXIMUM_RISKS = 6
"""Measures in the table of risks: those that most often determine the end of the plan."""

LISTED = 4
"""Measures of a body that the document for technical readers names; its own document has them all."""

CABINET_BODIES, CABINET_TITLES = 8, 2
"""Bodies in the table for the cabinet, and measures of each."""

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class DeliveryTable:
    """A table; all cells are texts. The caption says what is the same in every row."""

    caption: str
    head: tuple[str, ...]
    widths: tuple[str, ...]
    """CSS widths of all columns but the last."""
    rows: Rows
    right: tuple[int, ...] = ()
    """Indices of the right-aligned columns."""


@dataclass(frozen=True, slots=True)
class DeliveryChapter:
    """A chapter of sentences and tables."""

    id: str
    title: str
    sentences: tuple[str, ...]
    tables: tuple[DeliveryTable, ...]


def delivery(analysis: Analysis, *, with_levels: bool) -> tuple[DeliveryChapter, ...]:
    """The four chapters in their order; none without planned measures.

    `with_levels` adds the table of the levels to be reached, where the document has no table of gaps to say it.
    """
    if not analysis.roadmap.actions:
        return ()
    return (
        _responsibilities(analysis),
        _funding(analysis),
        _risks(analysis),
        _monitoring(analysis, with_levels=with_levels),
    )


def _responsibilities(analysis: Analysis) -> DeliveryChapter:
    leads: defaultdict[str, list[str]] = defaultdict(list)
    partners: defaultdict[str, int] = defaultdict(int)
    for action in analysis.roadmap.actions:
        leads[analysis.lead_name(action)].append(_titled(action))
        for role in action.measure.partners:
            partners[analysis.role_name(role)] += 1
    names = sorted(leads.keys() | partners.keys(), key=lambda name: (-len(leads[name]), name))
    others = tuple(name for name in names if not leads[name])
    sentences = [
        ngettext(
            "{count} body leads measures, {others} more take part.",
            "{count} bodies lead measures, {others} more take part.",
            len(names) - len(others),
        ).format(count=len(names) - len(others), others=len(others))
    ]
    if others:
        sentences.append(_("Taking part only: {names}.").format(names=join_clauses(others)))
    return DeliveryChapter(
        "responsibilities",
        _("Who does what"),
        tuple(sentences),
        (
            DeliveryTable(
                _("Measures by the body that leads them, by start"),
                (_("Body"), _("Leads"), _("Takes part in")),
                ("22%", "69%"),
                tuple(
                    (name, _first_of(leads[name]), str(partners[name] or DASH))
                    for name in names
                    if leads[name]
                ),
                right=(2,),
            ),
        ),
    )


def _first_of(titles: Sequence[str]) -> str:
    """The first measures of a body, one a line, and the number of the others."""
    more = len(titles) - LISTED
    if more <= 1:
        return "\n".join(titles)
    rest = ngettext(
        "and {count} more; the table of actions has them with their leads",
        "and {count} more; the table of actions has them with their leads",
        more,
    ).format(count=more)
    return "\n".join((*titles[:LISTED], rest))


def cabinet_delivery(analysis: Analysis) -> tuple[DeliveryChapter, ...]:
    """Who must act, in short: the bodies that lead most, each with its first measures; none without planned measures."""
    leads: defaultdict[str, list[Action]] = defaultdict(list)
    for action in analysis.roadmap.actions:
        leads[analysis.lead_name(action)].append(action)
    if not leads:
        return ()
    names = sorted(leads, key=lambda name: (-len(leads[name]), name))
    further = len(names) - CABINET_BODIES
    sentences = [
        ngettext(
            "{count} body leads measures.", "{count} bodies lead measures.", len(names)
        ).format(count=len(names))
    ]
    if further > 0:
        sentences.append(
            ngettext(
                "{count} more leads fewer measures than these.",
                "{count} more lead no more measures than these.",
                further,
            ).format(count=further)
        )
    table = DeliveryTable(
        _("The bodies that lead most, with their first measures"),
        (_("Body"), _("Leads first"), _("Measures"), _("Until")),
        ("28%", "48%", "10%"),
        tuple(
            (
                name,
                "\n".join(_titled(item) for item in leads[name][:CABINET_TITLES]),
                str(len(leads[name])),
                format_month_short(max(item.end for item in leads[name])),
            )
            for name in names[:CABINET_BODIES]
        ),
        right=(2,),
    )
    return (DeliveryChapter("responsibilities", _("Who does what"), tuple(sentences), (table,)),)


def _titled(action: Action) -> str:
    return _("{title} ({code})").format(title=measure_title(action.measure), code=action.measure.id)


def _funding(analysis: Analysis) -> DeliveryChapter:
    unit = cost_currency(analysis.edition, analysis.assessment.plan)
    return DeliveryChapter(
        "funding",
        _("Who pays"),
        (cost_basis_sentence(analysis.roadmap),),
        (
            DeliveryTable(
                _(
                    "Cost of the whole plan by source of funding, {currency} at prices of {year}"
                ).format(currency=unit, year=price_year(analysis)),
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
            ),
        ),
    )


def _risks(analysis: Analysis) -> DeliveryChapter:
    risk, roadmap = analysis.risk, analysis.roadmap
    sentences = []
    if analysis.assessment.plan.reason.strip():
        sentences.append(
            _("Why this plan: {reason}").format(
                reason=isolate(analysis.assessment.plan.reason.strip())
            )
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
                measures=join_clauses(
                    _("{measure}, {share}").format(
                        measure=named_measure(analysis.edition, key), share=format_share(share)
                    )
                    for key, share in risk.criticality[:MAXIMUM_CRITICAL]
                )
            )
        )
    assumptions = list(
        dict.fromkeys(
            named_condition(analysis.edition, text)
            for item in roadmap.actions
            for text in item.assumptions
        )
    )
    if assumptions:
        sentences.append(
            _("The plan rests on these, to be confirmed: {conditions}.").format(
                conditions=join_clauses(assumptions)
            )
        )
    deciding = [key for key, _share in risk.criticality[:MAXIMUM_RISKS]]
    rows = tuple(
        (
            _("{title} ({code})").format(
                title=edition_text(key, "title", analysis.edition.measure[key].title), code=key
            ),
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
        (
            DeliveryTable(
                _("What can go wrong in the measures that most often set the end, and the answer"),
                (_("Measure"), _("What can go wrong"), _("What to do about it")),
                ("26%", "36%"),
                rows,
            ),
        ),
    )


def _monitoring(analysis: Analysis, *, with_levels: bool) -> DeliveryChapter:
    levels = (_levels_table(analysis),) if with_levels else ()
    return DeliveryChapter(
        "monitoring",
        _("How we will know"),
        (
            _(
                "Levels are taken again with this questionnaire in each cycle. What shows that a measure works has no baseline yet: the body that leads it takes that baseline and sets the target before it begins."
            ),
            *(
                ()
                if with_levels
                else (
                    _(
                        "The level of today, the one to be reached and its dates stand in the table of gaps."
                    ),
                )
            ),
        ),
        (*levels, _success_table(analysis)),
    )


def _levels_table(analysis: Analysis) -> DeliveryTable:
    """The last milestone of each indicator, by date."""
    last = {item.indicator_id: item for item in analysis.roadmap.milestones}
    return DeliveryTable(
        _("The levels to be reached"),
        (_("Question"), _("Today"), _("Reached"), _("Planned"), _("Safely")),
        ("58%", "8%", "9%", "12.5%"),
        tuple(
            (
                _("{question} ({code})").format(
                    question=analysis.question(analysis.edition.indicators[key]), code=key
                ),
                str(analysis.counted.level(key)),
                str(item.level),
                format_month_short(item.date),
                format_month_short(dates.safe) if dates else DASH,
            )
            for key, item in last.items()
            for dates in (analysis.risk.milestones.get((key, item.level)),)
        ),
        right=(1, 2),
    )


def _success_table(analysis: Analysis) -> DeliveryTable:
    """What shows that a measure works, by the body that leads it, in the order of the measures' ends."""
    measured: defaultdict[str, list[str]] = defaultdict(list)
    for action in sorted(analysis.roadmap.actions, key=lambda item: item.end):
        success = action.measure.success
        if success is not None:
            measured[analysis.lead_name(action)].append(
                _("{indicator} ({unit}, {code})").format(
                    indicator=edition_text(action.measure.id, "success.name", success.name),
                    unit=edition_text(action.measure.id, "success.unit", success.unit),
                    code=action.measure.id,
                )
            )
    return DeliveryTable(
        _("What shows that a measure works: measured every year from its end on"),
        (_("Measured by"), _("Indicators, with the unit and the measure")),
        ("22%",),
        tuple((name, "\n".join(items)) for name, items in measured.items()),
    )
