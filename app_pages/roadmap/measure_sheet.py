"""The record of one measure: output, lead, duration, cost, first steps, risks, help and example."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from app_pages.roadmap import measure_picker
from app_pages.shell import labels
from app_pages.shell.markup import fill, join
from app_pages.shell.navigation.code_links import show_html
from assessment import Assessment
from assessment.countries import country_name
from assessment.planning.cost_drivers import sized_cost
from questionnaires import Edition, Measure
from reports.formats import format_money_range
from reports.joining import join_clauses
from reports.sections.roadmap.size_costs import size_sentence
from translations import gettext as _
from translations import ngettext


def choose(edition: Edition, assessment: Assessment, measures: Sequence[Measure]) -> Measure | None:
    """Draw a list of measures and the record of the chosen one; return that measure."""
    by_id = {item.id: item for item in measures}
    names = {
        key: _("{id} · {title}").format(id=key, title=_title(item)) for key, item in by_id.items()
    }
    chosen = measure_picker.choose(
        "measure", "sheet", _("Read how to carry out a measure, and decide about it"), names
    )
    if chosen is None:
        return None
    show_html(sheet(edition, assessment, by_id[chosen]))
    return by_id[chosen]


def sheet(edition: Edition, assessment: Assessment, measure: Measure) -> Markup:
    """Return the record of a measure; fields without content in the edition are left out."""
    parts = [
        (_("What exists when it is done"), _text(measure, "output", measure.output)),
        (_("Who"), _who(edition, measure)),
        (_("How long"), _months(measure)),
        (_("What it costs"), _cost(edition, assessment, measure)),
        (_("Skill needed"), _text(measure, "skill", measure.skill)),
        (_("First steps"), _first_steps(measure)),
        (_("What can go wrong"), _risks(measure)),
        (_("What proves it done"), _text(measure, "proof", measure.proof)),
        (_("How one sees that it works"), _success(measure)),
        (_("Where help can be had"), _help(edition, measure)),
        (_("Done elsewhere"), _example(edition, measure)),
    ]
    return Markup("<h3 id='measure'>{} {}</h3><dl class='cop-sheet'>{}</dl>").format(
        measure.id,
        _title(measure),
        join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, text) for name, text in parts if text),
    )


def _title(measure: Measure) -> str:
    """Return the translated title of a measure."""
    return labels.content(measure.id, "title", measure.title)


def _text(measure: Measure, field: str, text: str) -> str:
    """Return a translated field of a measure; empty where `text` is."""
    return labels.content(measure.id, field, text) if text else ""


def _role(edition: Edition, role: str) -> str:
    """Return the translated name of a role."""
    return labels.content(role, "name", edition.role[role].name)


def _who(edition: Edition, measure: Measure) -> str:
    """Return the lead and the partners of a measure."""
    lead = _role(edition, measure.lead)
    if not measure.partners:
        return _("{lead} leads.").format(lead=lead)
    partners = join_clauses(_role(edition, item) for item in measure.partners)
    return _("{lead} leads, with: {partners}.").format(lead=lead, partners=partners)


def _months(measure: Measure) -> str:
    """Return the duration of a measure in months: likely, lowest, highest."""
    return ngettext(
        "Likely {likely} month; {low} at best, {high} at worst.",
        "Likely {likely} months; {low} at best, {high} at worst.",
        measure.months.likely,
    ).format(likely=measure.months.likely, low=measure.months.low, high=measure.months.high)


def _cost(edition: Edition, assessment: Assessment, measure: Measure) -> str:
    """Return the edition's cost of a measure with its basis; empty where the edition has no effort bands."""
    effort = edition.about.effort
    if effort is None:
        return ""
    recurring = measure.recurring
    sized = sized_cost(edition, assessment, measure.by_size)
    yearly = sized_cost(edition, assessment, recurring.by_size if recurring else None)
    bands = {band.id: band for band in effort.bands}
    band = bands[measure.effort]
    low, high = (sized.low, sized.high) if sized else (band.low, band.high)
    once = (
        _("More than {low} once.").format(low=format_money_range(effort.currency, low, low))
        if high is None
        else _("{range} once.").format(range=format_money_range(effort.currency, low, high))
    )
    texts = [once, _text(measure, "basis", measure.basis)]
    if sized is not None:
        texts.append(size_sentence(edition, sized))
    if recurring is not None:
        texts.append(labels.content(measure.id, "recurring.basis", recurring.basis))
    if yearly is not None:
        texts.append(size_sentence(edition, yearly))
    return " ".join(filter(None, texts))


def _first_steps(measure: Measure) -> Markup:
    """Return the first steps as a numbered list."""
    if not measure.first_steps:
        return Markup()
    return Markup("<ol>{}</ol>").format(
        join(
            Markup("<li>{}</li>").format(labels.content(measure.id, f"first_steps.{index}", text))
            for index, text in enumerate(measure.first_steps)
        )
    )


def _risks(measure: Measure) -> Markup:
    """Return each risk with its answer."""
    return join(
        Markup("<p>{} {}</p>").format(
            labels.content(measure.id, f"risks.{index}.risk", item.risk),
            labels.content(measure.id, f"risks.{index}.answer", item.answer),
        )
        for index, item in enumerate(measure.risks)
    )


def _success(measure: Measure) -> str:
    """Return the success indicator with its unit; empty where there is none."""
    if measure.success is None:
        return ""
    return _("{name} ({unit})").format(
        name=labels.content(measure.id, "success.name", measure.success.name),
        unit=labels.content(measure.id, "success.unit", measure.success.unit),
    )


def _help(edition: Edition, measure: Measure) -> Markup:
    """Return the sources of help by kind."""
    return join(
        Markup("<p>{}</p>").format(
            fill(
                _("{name}: {value}"),
                name=Markup("<strong>{}</strong>").format(
                    labels.content(item.kind, "name", edition.help_kind[item.kind].name)
                ),
                value=labels.content(measure.id, f"help.{index}", item.text),
            )
        )
        for index, item in enumerate(measure.help)
    )


def _example(edition: Edition, measure: Measure) -> str:
    """Return the example of another country with its sources."""
    if measure.example is None:
        return _("No example with a source is on file.")
    sources = join_clauses(
        labels.content(item.source, "title", edition.source[item.source].title)
        for item in measure.example.references
    )
    return _("{country}: {text} Source: {sources}.").format(
        country=country_name(measure.example.country),
        text=labels.content(measure.id, "example.text", measure.example.text),
        sources=sources,
    )
