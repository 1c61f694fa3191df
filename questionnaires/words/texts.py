"""Texts written by an edition's authors, with location, kind, and the indicator or measure that owns them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from questionnaires.meaning.places import (
    BUNDLES_FILE,
    CHILDREN_FILE,
    EDITION_FILE,
    GATES_FILE,
    GLOSSARY_FILE,
    STATISTICS_FILE,
    all_groups,
    all_indicators,
    measure_file,
)
from questionnaires.model import (
    Checklist,
    Details,
    Edition,
    Indicator,
    Measure,
    Rows,
    Statuses,
)


class AuthoredText(NamedTuple):
    """A text with its location, its kind, and the id of its indicator or measure (`owner`; empty for other texts)."""

    file: str
    where: str
    kind: str
    text: str
    owner: str = ""


PROSE = frozenset(
    [
        "why",
        "danger",
        "descriptor",
        "case",
        "because",
        "note",
        "output",
        "basis",
        "recurring",
        "skill",
        "proof",
        "risk",
        "answer",
        "help",
        "example",
        "child",
    ]
) | {"first step", "definition", "meaning", "message", "remedy"}
"""Kinds that are sentences; the others are names, labels and the question."""

OwnedText = tuple[str, str, str]
"""Location within its indicator or measure, kind and text."""


def all_texts(edition: Edition) -> Iterator[AuthoredText]:
    """All authored texts, in the order of the files; without quoted and paraphrased ones (clauses, titles of sources)."""
    about = edition.about
    for where, text in (
        ("title", about.title),
        ("notice", about.notice),
        ("changes", about.changes),
    ):
        yield AuthoredText(EDITION_FILE, where, "about", text)
    for view in about.views:
        yield AuthoredText(EDITION_FILE, f"views: {view.id}", "description", view.description)
    for item in about.help:
        yield AuthoredText(EDITION_FILE, f"help: {item.id}", "description", item.description)
    for role in about.roles:
        yield AuthoredText(EDITION_FILE, f"roles: {role.id}", "name", role.name)
    for driver in about.drivers:
        yield AuthoredText(EDITION_FILE, f"drivers: {driver.id}: name", "label", driver.name)
        yield AuthoredText(EDITION_FILE, f"drivers: {driver.id}: basis", "basis", driver.basis)
    for file, path, group in all_groups(edition):
        yield AuthoredText(file, f"{path}: description", "description", group.description)
    for file, path, indicator in all_indicators(edition):
        for where, kind, text in indicator_texts(indicator):
            yield AuthoredText(file, f"{path}: {where}", kind, text, indicator.id)
    for measure in edition.measures:
        file = measure_file(edition, measure.id)
        for where, kind, text in measure_texts(measure):
            yield AuthoredText(file, f"measures: {measure.id}: {where}", kind, text, measure.id)
    for name, items in (("bundles", edition.bundles), ("alternatives", edition.alternatives)):
        for one in items:
            yield AuthoredText(BUNDLES_FILE, f"{name}: {one.id}: title", "title", one.title)
            yield AuthoredText(BUNDLES_FILE, f"{name}: {one.id}: because", "because", one.because)
    for gate in edition.gates:
        for kind, text in (("message", gate.message), ("remedy", gate.remedy)):
            yield AuthoredText(GATES_FILE, f"gates: {gate.id}: {kind}", kind, text)
    for statistic in edition.statistics:
        path = f"statistics: {statistic.id}"
        yield AuthoredText(STATISTICS_FILE, f"{path}: name", "name", statistic.name)
        yield AuthoredText(
            STATISTICS_FILE, f"{path}: definition", "definition", statistic.definition
        )
        yield AuthoredText(STATISTICS_FILE, f"{path}: zero_note", "note", statistic.zero_note)
        for number, change in enumerate(statistic.breaks, start=1):
            yield AuthoredText(STATISTICS_FILE, f"{path}: breaks: {number}", "note", change.text)
    for line in edition.children:
        yield AuthoredText(CHILDREN_FILE, f"children: {line.indicator}: text", "child", line.text)
    for term in edition.terms:
        yield AuthoredText(GLOSSARY_FILE, f"terms: {term.id}: meaning", "meaning", term.meaning)


def indicator_texts(indicator: Indicator) -> Iterator[OwnedText]:
    """The authored texts of an indicator."""
    yield "question", "question", indicator.question
    yield "why", "why", indicator.why
    yield "danger", "danger", indicator.danger
    for number, companion in enumerate(indicator.companions, start=1):
        yield f"companions: {number}: name", "name", companion.name
    for level, descriptor in enumerate(indicator.descriptors):
        yield f"descriptors: {level + 1}", "descriptor", descriptor
    for number, case in enumerate(indicator.cases, start=1):
        yield f"cases: {number}: case", "case", case.case
        yield f"cases: {number}: because", "because", case.because
    for entry in indicator.evidence:
        for number, item in enumerate(entry.items, start=1):
            yield f"evidence: {entry.level}: items: {number}", "evidence", item
    for respondent in indicator.respondents:
        yield f"respondents: {respondent.role}: desk", "desk", respondent.desk
    if indicator.details is not None:
        yield from _details_texts(indicator.details)
    yield "note", "note", indicator.note


def _details_texts(details: Details) -> Iterator[OwnedText]:
    for field in details.fields:
        where = f"details: fields: {field.id}"
        yield f"{where}: label", "label", field.label
        if isinstance(field, Checklist | Statuses):
            for item in field.items:
                yield f"{where}: items: {item.id}", "label", item.label
        if isinstance(field, Statuses):
            for status in field.statuses:
                yield f"{where}: statuses: {status.id}", "label", status.label
        if isinstance(field, Rows):
            for column in field.columns:
                yield f"{where}: columns: {column.id}", "label", column.label
                for choice in column.choices:
                    yield f"{where}: columns: {column.id}: {choice.id}", "label", choice.label


def measure_texts(measure: Measure) -> Iterator[OwnedText]:
    """The authored texts of a measure."""
    yield "title", "title", measure.title
    yield "output", "output", measure.output
    yield "basis", "basis", measure.basis
    if measure.recurring is not None:
        yield "recurring: basis", "recurring", measure.recurring.basis
    yield "skill", "skill", measure.skill
    yield "proof", "proof", measure.proof
    if measure.success is not None:
        yield "success: name", "success", measure.success.name
        yield "success: unit", "unit", measure.success.unit
    for number, step in enumerate(measure.first_steps, start=1):
        yield f"first_steps: {number}", "first step", step
    for number, risk in enumerate(measure.risks, start=1):
        yield f"risks: {number}: risk", "risk", risk.risk
        yield f"risks: {number}: answer", "answer", risk.answer
    for help_ in measure.help:
        yield f"help: {help_.kind}", "help", help_.text
    if measure.example is not None:
        yield "example: text", "example", measure.example.text
    yield "note", "note", measure.note
