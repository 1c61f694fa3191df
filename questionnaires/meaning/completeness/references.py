"""Lint rules for references: each has a locator (article, page or chapter) that can be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import GATES_FILE, STATISTICS_FILE, all_indicators, measure_file
from questionnaires.model import Edition, Reference, Rows
from translations import gettext as _

_CODE = re.compile(r"[\w-]+")


def references_have_a_place(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each reference without a locator."""
    for file, where, reference in _references(edition):
        if not reference.locator:
            yield Problem(
                file,
                f"{where}: references: {reference.source}",
                _("does not say where in the source."),
                _("Add 'locator': article, page or chapter."),
            )


def codes_are_no_sentences(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each locator, crosswalk key or unit that ends with a full stop."""
    for file, where, code in _codes(edition):
        if code.endswith("."):
            yield Problem(
                file,
                where,
                _("is a code or a place to look up, but ends with a full stop."),
                _("Name the place alone, such as: paragraph 54."),
            )


def _codes(edition: Edition) -> Iterator[tuple[str, str, str]]:
    for file, where, reference in _references(edition):
        yield file, f"{where}: references: {reference.source}: locator", reference.locator
    for file, where, indicator in all_indicators(edition):
        for entry in indicator.crosswalk:
            yield file, f"{where}: crosswalk: {entry.key}", entry.key
        for field in indicator.details.fields if indicator.details else ():
            for column in field.columns if isinstance(field, Rows) else ():
                path = f"{where}: details: fields: {field.id}: columns: {column.id}: unit"
                yield file, path, column.unit


def _references(edition: Edition) -> Iterator[tuple[str, str, Reference]]:
    for file, where, indicator in all_indicators(edition):
        for reference in indicator.references:
            yield file, where, reference
    for measure in edition.measures:
        file, where = measure_file(edition, measure.id), f"measures: {measure.id}"
        for reference in measure.references:
            yield file, where, reference
        for reference in measure.example.references if measure.example else ():
            yield file, f"{where}: example", reference
    for statistic in edition.statistics:
        for reference in statistic.references:
            yield STATISTICS_FILE, f"statistics: {statistic.id}", reference
    for gate in edition.gates:
        for reference in gate.references:
            yield GATES_FILE, f"gates: {gate.id}", reference


def locators_name_own_clauses(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each clause named in a locator that the indicator does not answer."""
    for file, where, indicator in all_indicators(edition):
        for reference in indicator.references:
            for code in _CODE.findall(reference.locator):
                if code in edition.clause and code not in indicator.linked_clauses:
                    yield Problem(
                        file,
                        f"{where}: references: {reference.source}: locator",
                        _("names {clause}, which is not among the indicator's clauses.").format(
                            clause=code
                        ),
                        _("Add it to 'clauses' or 'related', or correct the locator."),
                    )
