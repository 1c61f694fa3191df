"""Lint rules for a complete indicator: reasons, borderline cases, evidence, respondents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators
from questionnaires.model import Edition, Indicator
from translations import gettext as _

WRITTEN_OUT = ("core", "severe")
"""Keys that must be written out, so that a default is not mistaken for a decision."""

PROVEN_LEVELS = 2
"""Number of highest levels of a scale that need evidence."""

DANGER_LENGTH = 140
"""Largest number of characters of what a child faces; the minister's page has room for two lines."""

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")


def indicators_are_complete(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each key that is missing or undecided, and for each respondent without a desk."""
    for file, where, indicator in all_indicators(edition):
        for key in WRITTEN_OUT:
            if key not in indicator.model_fields_set:
                yield Problem(
                    file,
                    f"{where}: {key}",
                    _("is not decided."),
                    _("Write it out, true or false."),
                )
        for key in _empty(edition, indicator):
            yield Problem(
                file,
                f"{where}: {key}",
                _("is missing."),
                _("Write at least one; docs/content-guide.md shows how."),
            )
        for respondent in indicator.respondents:
            if not respondent.desk.strip():
                yield Problem(
                    file,
                    f"{where}: respondents: {respondent.role}",
                    _("has no desk."),
                    _("Say where in that institution somebody knows, under 'desk'."),
                )


def _empty(edition: Edition, indicator: Indicator) -> Iterator[str]:
    needed: dict[str, object] = {
        "clauses": indicator.clauses,
        "crosswalk": indicator.crosswalk,
        "respondents": indicator.respondents,
    }
    if _is_described(edition, indicator):
        needed |= {"descriptors": indicator.descriptors, "cases": indicator.cases}
    return (key for key, value in needed.items() if not value)


def _is_described(edition: Edition, indicator: Indicator) -> bool:
    """Whether each level of the indicator needs a descriptor."""
    scale = edition.about.scales.get(indicator.scale)
    return indicator.number is None and scale is not None and not scale.self_explanatory


def why_names_its_clause(edition: Edition) -> Iterator[Problem]:
    """Yield a problem where `why` is not two sentences, or names none of the indicator's clauses."""
    for file, where, indicator in all_indicators(edition):
        number = len(_SENTENCE_END.findall(indicator.why))
        if number != 2:
            yield Problem(
                file,
                f"{where}: why",
                _("has {number} sentences.").format(number=number),
                _("Say in two sentences why it matters."),
            )
        elif not any(
            re.search(rf"(?<![\w-]){re.escape(clause)}(?![\w-])", indicator.why)
            for clause in indicator.linked_clauses
        ):
            yield Problem(
                file,
                f"{where}: why",
                _("names no clause that the indicator answers."),
                _("Name one of: {ids}.").format(ids=", ".join(indicator.linked_clauses)),
            )


def dangers_are_told(edition: Edition) -> Iterator[Problem]:
    """Yield a problem where a severe indicator has no `danger`, or a longer one than a sentence, and any other has one."""
    for file, where, indicator in all_indicators(edition):
        place = f"{where}: danger"
        if not indicator.severe:
            if indicator.danger:
                yield Problem(
                    file,
                    place,
                    _("the indicator is not severe."),
                    _("Delete it, or set severe: true."),
                )
        elif not indicator.danger:
            yield Problem(
                file,
                place,
                _("is missing."),
                _(
                    "Say in one sentence what a child faces while the indicator is below its target."
                ),
            )
        elif (length := len(indicator.danger)) > DANGER_LENGTH or len(
            _SENTENCE_END.findall(indicator.danger)
        ) != 1:
            yield Problem(
                file,
                place,
                _("has {length} characters.").format(length=length),
                _("Write one sentence of at most {most}.").format(most=DANGER_LENGTH),
            )


def the_highest_levels_are_proven(edition: Edition) -> Iterator[Problem]:
    """Yield a problem where evidence is not stated for exactly the highest levels, in order."""
    for file, where, indicator in all_indicators(edition):
        if not _is_described(edition, indicator):
            continue
        top = edition.scale_of(indicator).top_level
        wanted = list(range(top - PROVEN_LEVELS + 1, top + 1))
        proven = [entry.level for entry in indicator.evidence]
        if proven != wanted:
            yield Problem(
                file,
                f"{where}: evidence",
                _("stands at the levels {given}.").format(given=", ".join(map(str, proven)) or "–"),
                _("Say what proves the levels {wanted}, in this order.").format(
                    wanted=", ".join(map(str, wanted))
                ),
            )
