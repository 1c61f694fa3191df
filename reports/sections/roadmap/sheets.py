"""Sheets with the details of each planned measure; two fit a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import Action, MeasureStatus, cost_currency
from assessment.countries import country_name
from assessment.planning.costs import Cost
from questionnaires import Indicator, Measure
from questionnaires.labels import edition_text, level_text
from reports.analysis import Analysis
from reports.formats import format_amount, format_month, format_quarters
from reports.joining import join_clauses
from reports.sections.gap_outlook import levels_after
from reports.sections.labels import named_condition, named_measure
from reports.sections.roadmap.costs import price_year
from reports.sections.roadmap.lifts import lift_condition, lift_text
from reports.sections.roadmap.size_costs import size_sentence
from reports.sections.roadmap.timeline import measure_title
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A label and its text; `typed` for texts entered by the country."""

    label: str
    text: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """Sheet of one planned measure; lines without a text are left out."""

    code: str
    letter: str
    colour: str
    title: str
    summary: str
    """Quarters and leading body."""
    strip: tuple[SheetLine, ...]
    """Time and money."""
    lines: tuple[SheetLine, ...]


TITLE_LENGTH = 200
"""Largest number of characters of a measure that another one waits for."""

FIRST_SHEETS, CHAIN_SHEETS = 5, 3
"""Measures with a sheet in the document without annexes: the first ones, and those with which the longest chain begins."""


def chosen_sheets(analysis: Analysis) -> tuple[MeasureSheet, ...]:
    """The sheets of the first measures that are not done and of the longest chain, by start."""
    actions = analysis.roadmap.actions
    left = [item for item in actions if item.status is not MeasureStatus.DONE]
    chain = [item for item in actions if item.on_longest_chain]
    chosen = {item.measure.id for item in (*left[:FIRST_SHEETS], *chain[:CHAIN_SHEETS])}
    return tuple(sheet_of(analysis, item) for item in actions if item.measure.id in chosen)


def sheets_sentence(*, every: bool) -> str:
    """What the chapter holds: a sheet for every measure, or those of `chosen_sheets`."""
    if every:
        return _(
            "In the order of the roadmap. A sheet can be handed to the body that leads the measure."
        )
    return _(
        "The first measures and those with which the longest chain begins. Each body has a document of its own with all sheets of its measures, and the annexes have them all."
    )


def sheets(analysis: Analysis) -> tuple[MeasureSheet, ...]:
    """One sheet for each planned measure, by start."""
    return tuple(sheet_of(analysis, action) for action in analysis.roadmap.actions)


def sheet_of(analysis: Analysis, action: Action) -> MeasureSheet:
    """The sheet of one action."""
    measure = action.measure
    strip = (
        SheetLine(_("Takes"), _duration(analysis, action)),
        SheetLine(_("Costs"), _costs(analysis, action)),
        SheetLine(_("Paid by"), action.cost.funding, typed=True),
    )
    lines = (
        SheetLine(_("Lifts"), _lifts(analysis, action)),
        SheetLine(_("Output"), _text(measure, "output", measure.output)),
        SheetLine(_("With"), join_clauses(analysis.role_name(role) for role in measure.partners)),
        SheetLine(_("Waits for"), _prerequisites(analysis, action)),
        SheetLine(_("First steps"), _steps(measure)),
        SheetLine(_("Skill needed"), _text(measure, "skill", measure.skill)),
        SheetLine(_("What can go wrong"), _risks(measure)),
        SheetLine(_("Proof that it is done"), _text(measure, "proof", measure.proof)),
        SheetLine(_("How one sees that it works"), _success(measure)),
        SheetLine(_("Help"), _help(analysis, measure)),
        SheetLine(_("Done elsewhere"), _example(analysis, measure)),
        SheetLine(_("Decided"), _decided(analysis, measure), typed=True),
    )
    return MeasureSheet(
        code=measure.id,
        letter=analysis.letter(action.pillar_id),
        colour=analysis.colour(action.pillar_id),
        title=measure_title(measure),
        summary=_("{when}. {lead} leads.").format(
            when=format_quarters(action.start, action.end),
            lead=analysis.lead_name(action),
        ),
        strip=tuple(line for line in strip if line.text),
        lines=tuple(line for line in lines if line.text),
    )


def _text(measure: Measure, field: str, text: str) -> str:
    return edition_text(measure.id, field, text) if text else ""


def _lifts(analysis: Analysis, action: Action) -> str:
    indicator = analysis.edition.indicators[action.measure.lifts.indicator]
    if action.to_level <= action.from_level:
        return _with_question(analysis, indicator, lift_condition(action))
    reached = levels_after(analysis).get(indicator.id, action.to_level)
    if reached <= action.from_level:
        return _("{question} ({id}): a step to {high}, which this plan does not reach").format(
            question=analysis.question(indicator),
            id=indicator.id,
            high=level_text(analysis.edition, indicator, action.to_level),
        )
    levels = _("from {low} to {high}").format(
        low=level_text(analysis.edition, indicator, action.from_level),
        high=level_text(analysis.edition, indicator, min(action.to_level, reached)),
    )
    return _with_question(analysis, indicator, lift_text(action, levels))


def _with_question(analysis: Analysis, indicator: Indicator, text: str) -> str:
    """A question with what is said of it; empty if nothing is."""
    if not text:
        return ""
    return _("{question} ({id}): {text}").format(
        question=analysis.question(indicator), id=indicator.id, text=text
    )


def _duration(analysis: Analysis, action: Action) -> str:
    months = ngettext(
        "{likely} month, {low} at best, {high} at worst",
        "{likely} months, {low} at best, {high} at worst",
        action.months.likely,
    ).format(likely=action.months.likely, low=action.months.low, high=action.months.high)
    dates = analysis.risk.measures.get(action.measure.id)
    if dates is None:
        return _("{months}.").format(months=months)
    return _(
        "{months}. Planned for {planned}; half of the simulations end by {likely}, four in five by {safe}."
    ).format(
        months=months,
        planned=format_month(dates.planned),
        likely=format_month(dates.likely),
        safe=format_month(dates.safe),
    )


def _costs(analysis: Analysis, action: Action) -> str:
    measure, cost = action.measure, action.cost
    if not cost.known:
        return _("Nobody has given a cost.")
    parts = [
        _("{amount} once, {currency} at prices of {year}.").format(
            amount=cost_range(cost.once),
            currency=cost_currency(analysis.edition, analysis.assessment.plan),
            year=price_year(analysis),
        ),
        _("The country's figure.") if cost.once.own else _text(measure, "basis", measure.basis),
        size_sentence(analysis.edition, cost.once.sized) if cost.once.sized else "",
    ]
    if cost.yearly.high or cost.yearly.own:
        parts.append(_("{amount} each year from then on.").format(amount=cost_range(cost.yearly)))
    if measure.recurring is not None and not cost.yearly.own:
        parts.append(_text(measure, "recurring.basis", measure.recurring.basis))
    if cost.yearly.sized is not None:
        parts.append(size_sentence(analysis.edition, cost.yearly.sized))
    return " ".join(part for part in parts if part)


def cost_range(cost: Cost) -> str:
    """A cost range such as `25,000 to 100,000`; `500,000 or more` for an open end, one amount where both round alike."""
    low, high = format_amount(cost.low), format_amount(cost.high)
    if cost.is_open:
        return _("{low} or more").format(low=low)
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def _prerequisites(analysis: Analysis, action: Action) -> str:
    confirm = [named_condition(analysis.edition, text) for text in action.assumptions]
    parts = [named_measure(analysis.edition, key, TITLE_LENGTH) for key in action.prerequisites]
    if confirm:
        parts.append(_("to confirm: {conditions}").format(conditions=join_clauses(confirm)))
    return join_clauses(parts)


def _steps(measure: Measure) -> str:
    return " ".join(
        _("({number}) {step}").format(
            number=index + 1, step=edition_text(measure.id, f"first_steps.{index}", text)
        )
        for index, text in enumerate(measure.first_steps)
    )


def _risks(measure: Measure) -> str:
    return " ".join(_sentences(measure))


def _sentences(measure: Measure) -> Iterator[str]:
    for index, item in enumerate(measure.risks):
        yield _("{risk} Then: {answer}").format(
            risk=edition_text(measure.id, f"risks.{index}.risk", item.risk),
            answer=edition_text(measure.id, f"risks.{index}.answer", item.answer),
        )


def _success(measure: Measure) -> str:
    if measure.success is None:
        return ""
    return _("{name} ({unit})").format(
        name=edition_text(measure.id, "success.name", measure.success.name),
        unit=edition_text(measure.id, "success.unit", measure.success.unit),
    )


def _help(analysis: Analysis, measure: Measure) -> str:
    return " ".join(
        _("{kind}: {text}").format(
            kind=edition_text(item.kind, "name", analysis.edition.help_kind[item.kind].name),
            text=edition_text(measure.id, f"help.{index}", item.text),
        )
        for index, item in enumerate(measure.help)
    )


def _example(analysis: Analysis, measure: Measure) -> str:
    if measure.example is None:
        return ""
    sources = join_clauses(
        edition_text(item.source, "title", analysis.edition.source[item.source].title)
        for item in measure.example.references
    )
    return _("{country}: {text} ({sources})").format(
        country=country_name(measure.example.country),
        text=edition_text(measure.id, "example.text", measure.example.text),
        sources=sources,
    )


def _decided(analysis: Analysis, measure: Measure) -> str:
    decision = analysis.assessment.plan.decisions.get(measure.id)
    return " ".join(decision.reason.split()) if decision else ""
