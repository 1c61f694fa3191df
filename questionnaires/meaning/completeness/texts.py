"""Lint rules for what is read outside the questions: clauses, sources, gates, names of statistics."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import CLAUSES_FILE, GATES_FILE, SOURCES_FILE, STATISTICS_FILE
from questionnaires.model import Edition
from translations import gettext as _

FEWEST_WORDS = 3
"""A sentence has at least so many words."""

Entry = tuple[str, str, str, str]
"""File, kind of text, place and text."""


def texts_are_not_shared(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each clause, title, message, remedy or note on zeros that stands twice."""
    first: dict[tuple[str, str], str] = {}
    for file, kind, where, text in (*_sentences(edition), *_own_names(edition)):
        key = (kind, " ".join(text.casefold().split()))
        if text and first.setdefault(key, where) != where:
            yield Problem(
                file,
                where,
                _("says word for word what stands in {place}.").format(place=first[key]),
                _("Write what is true of this one."),
            )


def sentences_say_something(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each text of a clause, gate or note on zeros that is no sentence."""
    for file, _kind, where, text in _sentences(edition):
        if len(text.split()) < FEWEST_WORDS:
            yield Problem(
                file, where, _("is too short to say anything."), _("Write a whole sentence.")
            )


def names_are_no_sentences(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each name, title, unit or code that ends with a full stop."""
    for file, _kind, where, text in _names(edition):
        if text.endswith(".") and not text.endswith(("etc.", "Rev.")):
            yield Problem(
                file,
                where,
                _("is a name, but ends with a full stop."),
                _("Name the thing alone."),
            )


def clauses_have_titles(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each clause without a title."""
    for clause in edition.clauses:
        if not clause.title:
            yield Problem(
                CLAUSES_FILE,
                f"clauses: {clause.id}: title",
                _("is missing."),
                _("Give the clause a title of a few words, under which its score is shown."),
            )


def sources_can_be_found(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each source without year, address and note: nobody can find it, or knows why not."""
    for source in edition.sources:
        if source.year is None and source.url is None and not source.note:
            yield Problem(
                SOURCES_FILE,
                f"sources: {source.id}",
                _("has neither a year nor an address."),
                _("Add one of them, or a note that says why there is none."),
            )


def _sentences(edition: Edition) -> Iterator[Entry]:
    for clause in edition.clauses:
        yield CLAUSES_FILE, "clause", f"clauses: {clause.id}: text", clause.text
    for gate in edition.gates:
        yield GATES_FILE, "message", f"gates: {gate.id}: message", gate.message
        yield GATES_FILE, "remedy", f"gates: {gate.id}: remedy", gate.remedy
    for statistic in edition.statistics:
        where = f"statistics: {statistic.id}: zero_note"
        if statistic.zero_note:
            yield STATISTICS_FILE, "zero", where, statistic.zero_note


def _own_names(edition: Edition) -> Iterator[Entry]:
    """Names that only one item has."""
    for clause in edition.clauses:
        yield CLAUSES_FILE, "clause title", f"clauses: {clause.id}: title", clause.title
    for source in edition.sources:
        yield SOURCES_FILE, "source title", f"sources: {source.id}: title", source.title
    for statistic in edition.statistics:
        where = f"statistics: {statistic.id}: name"
        yield STATISTICS_FILE, "statistic", where, statistic.name


def _names(edition: Edition) -> Iterator[Entry]:
    yield from _own_names(edition)
    for clause in edition.clauses:
        yield CLAUSES_FILE, "addressee", f"clauses: {clause.id}: addressee", clause.addressee
    for source in edition.sources:
        yield SOURCES_FILE, "issuer", f"sources: {source.id}: issuer", source.issuer
    for item in edition.statistics:
        for key in ("unit", "custodian", "series"):
            yield STATISTICS_FILE, key, f"statistics: {item.id}: {key}", getattr(item, key)
