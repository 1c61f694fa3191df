"""A sheet for each measure of the plan: all that a body needs to begin with it. Two go on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import Action, cost_currency
from assessment.countries import country_name
from assessment.planning.costs import Cost
from questionnaires import Measure
from reports.analysis import Analysis, edition_text
from reports.formats import format_amount, format_month, format_quarters
from reports.sections.costs import price_year
from reports.sections.plan import measure_title
from reports.sections.words import condition_text, level_text, listed
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A label and its text; `typed` where a person of the country wrote it."""

    label: str
    text: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class MeasureSheet:
    """One measure of the plan in full. What nobody said is left out."""

    code: str
    letter: str
    colour: str
    title: str
    summary: str
    """When, who leads, how far it helps to lift what."""
    lines: tuple[SheetLine, ...]


def sheets(facts: Analysis) -> tuple[MeasureSheet, ...]:
    """By start, as in the roadmap."""
    return tuple(_sheet(facts, action) for action in facts.roadmap.actions)


def _sheet(facts: Analysis, action: Action) -> MeasureSheet:
    measure = action.measure
    lines = (
        SheetLine(_("Lifts"), _lifts(facts, action)),
        SheetLine(_("Leaves behind"), _text(measure, "output", measure.output)),
        SheetLine(_("With"), "; ".join(facts.role_name(role) for role in measure.partners)),
        SheetLine(_("Takes"), _takes(facts, action)),
        SheetLine(_("Costs"), _costs(facts, action)),
        SheetLine(_("Paid by"), action.cost.funding, typed=True),
        SheetLine(_("Waits for"), _waits(facts, action)),
        SheetLine(_("First steps"), _steps(measure)),
        SheetLine(_("Skill needed"), _text(measure, "skill", measure.skill)),
        SheetLine(_("What can go wrong"), _risks(measure)),
        SheetLine(_("Proof that it is done"), _text(measure, "proof", measure.proof)),
        SheetLine(_("How one sees that it works"), _success(measure)),
        SheetLine(_("Help"), _help(facts, measure)),
        SheetLine(_("Done elsewhere"), _example(facts, measure)),
        SheetLine(_("Decided"), _decided(facts, measure), typed=True),
    )
    return MeasureSheet(
        code=measure.id,
        letter=facts.letter(action.pillar_id),
        colour=facts.colour(action.pillar_id),
        title=measure_title(measure),
        summary=_("{when}. {lead} leads.").format(
            when=format_quarters(action.start, action.end),
            lead=action.lead_name or facts.role_name(measure.lead),
        ),
        lines=tuple(line for line in lines if line.text),
    )


def _text(measure: Measure, field: str, text: str) -> str:
    return edition_text(measure.id, field, text) if text else ""


def _lifts(facts: Analysis, action: Action) -> str:
    if action.to_level <= action.from_level:
        return ""
    indicator = facts.edition.indicators[action.measure.lifts.indicator]
    return _("{id} from {low} to {high}").format(
        id=indicator.id,
        low=level_text(facts.edition, indicator, action.from_level),
        high=level_text(facts.edition, indicator, action.to_level),
    )


def _takes(facts: Analysis, action: Action) -> str:
    months = _("{likely} months, {low} at best, {high} at worst").format(
        likely=action.months.likely, low=action.months.low, high=action.months.high
    )
    found = facts.risk.measures.get(action.measure.id)
    if found is None:
        return _("{months}.").format(months=months)
    return _("{months}; likely done by {likely}, safely by {safe}.").format(
        months=months, likely=format_month(found.likely), safe=format_month(found.safe)
    )


def _costs(facts: Analysis, action: Action) -> str:
    measure, cost = action.measure, action.cost
    if not cost.known:
        return _("Nobody has given a cost.")
    parts = [
        _("{amount} once, {currency} at prices of {year}.").format(
            amount=cost_range(cost.once),
            currency=cost_currency(facts.edition, facts.assessment.plan),
            year=price_year(facts),
        ),
        _("The country's figure.") if cost.once.own else _text(measure, "basis", measure.basis),
    ]
    if cost.yearly.high or cost.yearly.own:
        parts.append(_("{amount} each year from then on.").format(amount=cost_range(cost.yearly)))
    if measure.recurring is not None and not cost.yearly.own:
        parts.append(_text(measure, "recurring.basis", measure.recurring.basis))
    return " ".join(part for part in parts if part)


def cost_range(cost: Cost) -> str:
    """`25,000 to 100,000`, `500,000 or more` where the band is open, one figure where both ends print alike."""
    low, high = format_amount(cost.low), format_amount(cost.high)
    if cost.is_open:
        return _("{low} or more").format(low=low)
    return low if low == high else _("{low} to {high}").format(low=low, high=high)


def _waits(facts: Analysis, action: Action) -> str:
    confirm = [condition_text(facts, text) for text in action.assumptions]
    parts = [listed(action.prerequisites)] if action.prerequisites else []
    if confirm:
        parts.append(_("to confirm: {conditions}").format(conditions="; ".join(confirm)))
    return "; ".join(parts)


def _steps(measure: Measure) -> str:
    return " ".join(
        _("({number}) {step}").format(
            number=place + 1, step=edition_text(measure.id, f"first_steps.{place}", text)
        )
        for place, text in enumerate(measure.first_steps)
    )


def _risks(measure: Measure) -> str:
    return " ".join(_sentences(measure))


def _sentences(measure: Measure) -> Iterator[str]:
    for place, item in enumerate(measure.risks):
        yield _("{risk} Then: {answer}").format(
            risk=edition_text(measure.id, f"risks.{place}.risk", item.risk),
            answer=edition_text(measure.id, f"risks.{place}.answer", item.answer),
        )


def _success(measure: Measure) -> str:
    if measure.success is None:
        return ""
    return _("{name} ({unit})").format(
        name=edition_text(measure.id, "success.name", measure.success.name),
        unit=edition_text(measure.id, "success.unit", measure.success.unit),
    )


def _help(facts: Analysis, measure: Measure) -> str:
    return " ".join(
        _("{kind}: {text}").format(
            kind=edition_text(item.kind, "name", facts.edition.help_kind[item.kind].name),
            text=edition_text(measure.id, f"help.{place}", item.text),
        )
        for place, item in enumerate(measure.help)
    )


def _example(facts: Analysis, measure: Measure) -> str:
    if measure.example is None:
        return ""
    sources = "; ".join(
        edition_text(item.source, "title", facts.edition.source[item.source].title)
        for item in measure.example.references
    )
    return _("{country}: {text} ({sources})").format(
        country=country_name(measure.example.country),
        text=edition_text(measure.id, "example.text", measure.example.text),
        sources=sources,
    )


def _decided(facts: Analysis, measure: Measure) -> str:
    decision = facts.assessment.plan.decisions.get(measure.id)
    return " ".join(decision.reason.split()) if decision else ""
