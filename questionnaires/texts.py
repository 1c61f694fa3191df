"""Every text of an edition that a person reads, with its context for translators.

A context is the id of an item and the path of the field in it, such as `L02.descriptors.3`. `edition_text` looks a
translation up by the same context, so a text that is not listed here cannot be translated.
"""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.model import (
    Alternative,
    Bundle,
    Checklist,
    Edition,
    Group,
    Indicator,
    Measure,
    Rows,
    Statistic,
    Statuses,
    parse_condition,
)

ContextText = tuple[str, str]
"""Context and text in English."""


def edition_texts(edition: Edition) -> Iterator[ContextText]:
    """Yield context and text of every text of an edition that is not empty, each once, in the order of the content."""
    yield from dict.fromkeys((context, text) for context, text in _every_text(edition) if text)


def _every_text(edition: Edition) -> Iterator[ContextText]:
    yield from _about(edition)
    for pillar in edition.pillars:
        yield from _group(pillar)
    for measure in edition.measures:
        yield from _measure(measure)
    for bundle in edition.bundles:
        yield from _procedure(bundle)
    for alternative in edition.alternatives:
        yield from _procedure(alternative)
    for gate in edition.gates:
        yield f"{gate.id}.message", gate.message
        yield f"{gate.id}.remedy", gate.remedy
    for clause in edition.clauses:
        yield f"{clause.id}.title", clause.title
        yield f"{clause.id}.text", clause.text
        yield f"{clause.id}.addressee", clause.addressee
    for statistic in edition.statistics:
        yield from _statistic(statistic)
    for dimension in edition.dimensions:
        yield f"{dimension.id}.name", dimension.name
        for category in dimension.categories:
            yield f"{dimension.id}.categories.{category.id}", category.label
    for term in edition.terms:
        yield f"{term.id}.term", term.term
        yield f"{term.id}.meaning", term.meaning
    for line in edition.children:
        yield f"{line.indicator}.{line.level}.child", line.text
    for source in edition.sources:
        yield f"{source.id}.title", source.title
        yield f"{source.id}.issuer", source.issuer


def _procedure(procedure: Bundle | Alternative) -> Iterator[ContextText]:
    yield f"{procedure.id}.title", procedure.title
    yield f"{procedure.id}.because", procedure.because


def _about(edition: Edition) -> Iterator[ContextText]:
    about = edition.about
    yield "edition.title", about.title
    yield "edition.notice", about.notice
    yield f"{about.overall.id}.name", about.overall.name
    for scale_id, scale in about.scales.items():
        for number, level in enumerate(scale.levels):
            yield f"{scale_id}.levels.{number}.name", level.name
            yield f"{scale_id}.levels.{number}.meaning", level.meaning
    for index, band in enumerate(about.scoring.bands):
        yield f"scoring.bands.{index}.name", band.name
    for profile in about.profiles:
        yield f"{profile.id}.name", profile.name
    for view in about.views:
        yield f"{view.id}.name", view.name
        yield f"{view.id}.description", view.description
    for role in about.roles:
        yield f"{role.id}.name", role.name
    if about.effort:
        yield "effort.basis", about.effort.basis
        for effort in about.effort.bands:
            yield f"{effort.id}.name", effort.name
    for driver in about.drivers:
        yield f"{driver.id}.name", driver.name
        yield f"{driver.id}.basis", driver.basis
    for kind in about.help:
        yield f"{kind.id}.name", kind.name
        yield f"{kind.id}.description", kind.description


def _group(group: Group) -> Iterator[ContextText]:
    yield f"{group.id}.name", group.name
    yield f"{group.id}.description", group.description
    for part in group.groups:
        yield from _group(part)
    for indicator in group.indicators:
        yield from _indicator(indicator)


def _indicator(indicator: Indicator) -> Iterator[ContextText]:
    key = indicator.id
    yield f"{key}.question", indicator.question
    yield f"{key}.why", indicator.why
    yield f"{key}.danger", indicator.danger
    yield f"{key}.note", indicator.note
    for companion in indicator.companions:  # one name for an indicator, whichever needs it
        if condition := parse_condition(companion.needs):
            yield f"{condition.indicator}.companion", companion.name
    for level, descriptor in enumerate(indicator.descriptors):
        yield f"{key}.descriptors.{level}", descriptor
    if indicator.number:
        yield f"{key}.number.unit", indicator.number.unit
    for index, case in enumerate(indicator.cases):
        yield f"{key}.cases.{index}.case", case.case
        yield f"{key}.cases.{index}.because", case.because
    for index, proof in enumerate(indicator.evidence):
        for number, text in enumerate(proof.items):
            yield f"{key}.evidence.{index}.items.{number}", text
    for index, respondent in enumerate(indicator.respondents):
        yield f"{key}.respondents.{index}.desk", respondent.desk
    yield from _details(indicator)


def _details(indicator: Indicator) -> Iterator[ContextText]:
    for field in indicator.details.fields if indicator.details else ():
        owner = f"{indicator.id}.details.{field.id}"
        yield f"{owner}.label", field.label
        if isinstance(field, Checklist | Statuses):
            for item in field.items:
                yield f"{owner}.items.{item.id}", item.label
        if isinstance(field, Statuses):
            for item in field.statuses:
                yield f"{owner}.statuses.{item.id}", item.label
        for column in field.columns if isinstance(field, Rows) else ():
            yield f"{owner}.columns.{column.id}.label", column.label
            yield f"{owner}.columns.{column.id}.unit", column.unit
            for choice in column.choices:
                yield f"{owner}.columns.{column.id}.{choice.id}", choice.label


def _measure(measure: Measure) -> Iterator[ContextText]:
    key = measure.id
    for field in ("title", "output", "basis", "skill", "proof", "note"):
        yield f"{key}.{field}", getattr(measure, field)
    if measure.recurring:
        yield f"{key}.recurring.basis", measure.recurring.basis
    if measure.success:
        yield f"{key}.success.name", measure.success.name
        yield f"{key}.success.unit", measure.success.unit
    for index, step in enumerate(measure.first_steps):
        yield f"{key}.first_steps.{index}", step
    for index, item in enumerate(measure.risks):
        yield f"{key}.risks.{index}.risk", item.risk
        yield f"{key}.risks.{index}.answer", item.answer
    for index, help_offer in enumerate(measure.help):
        yield f"{key}.help.{index}", help_offer.text
    if measure.example:
        yield f"{key}.example.text", measure.example.text


def _statistic(statistic: Statistic) -> Iterator[ContextText]:
    key = statistic.id
    for field in ("name", "unit", "custodian", "definition", "series", "zero_note"):
        yield f"{key}.{field}", getattr(statistic, field)
    for index, item in enumerate(statistic.breaks):
        yield f"{key}.breaks.{index}.text", item.text
