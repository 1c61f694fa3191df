"""Every text of an edition that a person reads, with its context for translators.

A context is the id of an item and the path of the field in it, such as `L02.descriptors.3`. `edition_text` looks a
translation up by the same context, so a text that is not listed here cannot be translated.
"""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.model import (
    Checklist,
    Content,
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
        yield from _fields(bundle.id, bundle, "title", "because")
    for alternative in edition.alternatives:
        yield from _fields(alternative.id, alternative, "title", "because")
    for gate in edition.gates:
        yield from _fields(gate.id, gate, "message", "remedy")
    for clause in edition.clauses:
        yield from _fields(clause.id, clause, "title", "text", "addressee")
    for statistic in edition.statistics:
        yield from _statistic(statistic)
    for dimension in edition.dimensions:
        yield f"{dimension.id}.name", dimension.name
        for category in dimension.categories:
            yield f"{dimension.id}.categories.{category.id}", category.label
    for term in edition.terms:
        yield from _fields(term.id, term, "term", "meaning")
    for line in edition.children:
        yield f"{line.indicator}.{line.level}.child", line.text
    for source in edition.sources:
        yield from _fields(source.id, source, "title", "issuer")


def _fields(owner: str, item: Content, *names: str) -> Iterator[ContextText]:
    for name in names:
        yield f"{owner}.{name}", getattr(item, name)


def _about(edition: Edition) -> Iterator[ContextText]:
    about = edition.about
    yield from _fields("edition", about, "title", "notice")
    yield from _fields(about.overall.id, about.overall, "name")
    for scale_id, scale in about.scales.items():
        for number, level in enumerate(scale.levels):
            yield from _fields(f"{scale_id}.levels.{number}", level, "name", "meaning")
    for index, band in enumerate(about.scoring.bands):
        yield f"scoring.bands.{index}.name", band.name
    for profile in about.profiles:
        yield from _fields(profile.id, profile, "name")
    for view in about.views:
        yield from _fields(view.id, view, "name", "description")
    for role in about.roles:
        yield from _fields(role.id, role, "name")
    if about.effort:
        yield "effort.basis", about.effort.basis
        for effort in about.effort.bands:
            yield from _fields(effort.id, effort, "name")
    for driver in about.drivers:
        yield from _fields(driver.id, driver, "name", "basis")
    for kind in about.help:
        yield from _fields(kind.id, kind, "name", "description")


def _group(group: Group) -> Iterator[ContextText]:
    yield from _fields(group.id, group, "name", "description")
    for part in group.groups:
        yield from _group(part)
    for indicator in group.indicators:
        yield from _indicator(indicator)


def _indicator(indicator: Indicator) -> Iterator[ContextText]:
    key = indicator.id
    yield from _fields(key, indicator, "question", "why", "danger", "note")
    for companion in indicator.companions:  # one name for an indicator, whichever needs it
        if condition := parse_condition(companion.needs):
            yield f"{condition.indicator}.companion", companion.name
    for level, descriptor in enumerate(indicator.descriptors):
        yield f"{key}.descriptors.{level}", descriptor
    if indicator.number:
        yield f"{key}.number.unit", indicator.number.unit
    for index, case in enumerate(indicator.cases):
        yield from _fields(f"{key}.cases.{index}", case, "case", "because")
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
            yield from _fields(f"{owner}.columns.{column.id}", column, "label", "unit")
            for choice in column.choices:
                yield f"{owner}.columns.{column.id}.{choice.id}", choice.label


def _measure(measure: Measure) -> Iterator[ContextText]:
    key = measure.id
    yield from _fields(key, measure, "title", "output", "basis", "skill", "proof", "note")
    if measure.recurring:
        yield f"{key}.recurring.basis", measure.recurring.basis
    if measure.success:
        yield from _fields(f"{key}.success", measure.success, "name", "unit")
    for index, step in enumerate(measure.first_steps):
        yield f"{key}.first_steps.{index}", step
    for index, item in enumerate(measure.risks):
        yield from _fields(f"{key}.risks.{index}", item, "risk", "answer")
    for index, help_offer in enumerate(measure.help):
        yield f"{key}.help.{index}", help_offer.text
    if measure.example:
        yield f"{key}.example.text", measure.example.text


def _statistic(statistic: Statistic) -> Iterator[ContextText]:
    key = statistic.id
    yield from _fields(
        key, statistic, "name", "unit", "custodian", "definition", "series", "zero_note"
    )
    for index, item in enumerate(statistic.breaks):
        yield f"{key}.breaks.{index}.text", item.text
