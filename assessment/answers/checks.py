"""Check an assessment against its edition: ids, levels, parts, figures, targets, profile. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from assessment.answers.details_checks import details_problems
from assessment.answers.statistics import held_statistics, unresolved_figure_problems
from assessment.countries import (
    countries_named,
    country_name,
    has_no_code,
    is_country_code,
    is_invented,
)
from assessment.model.assessment import Answer, Assessment, Institution, Standing
from assessment.planning.settings_checks import unresolved_plan_problems
from questionnaires import Edition, Indicator, Problem
from questionnaires.remedies import UnknownId, use_one_of, with_proposals
from translations import gettext as _
from translations.lists import alternatives

DEFAULT_TARGET = "default"
"""The key of `targets` for every indicator without a target of its own."""


def check_answers(
    assessment: Assessment, edition: Edition, *, today: dt.date | None = None
) -> list[Problem]:
    """Every mismatch between the assessment and the edition, as problems without a file name.

    With `today`, a figure of a later year is a problem too.
    """
    return list(with_proposals(_all_problems(assessment, edition, today)))


def _all_problems(
    assessment: Assessment, edition: Edition, today: dt.date | None
) -> Iterator[Problem | UnknownId]:
    held = held_statistics(assessment)
    yield from _country_problems(assessment)
    if assessment.profile not in edition.profile_ids:
        yield Problem(
            "",
            "profile",
            _("edition {edition} has no profile '{profile}'.").format(
                edition=edition.id, profile=assessment.profile
            ),
            use_one_of(edition.profile_ids, _("Delete the key.")),
        )
    yield from _answers_problems(assessment.answers, edition, held, "answers")
    yield from _institution_problems(assessment, edition)
    for institution, answers in assessment.institution_answers.items():
        where = f"institution_answers: {institution}"
        yield from _answers_problems(answers, edition, held, where)
    yield from unresolved_figure_problems(edition, assessment, today)
    yield from _target_problems(assessment.targets, edition)
    yield from unresolved_plan_problems(assessment.plan, edition)


def _answers_problems(
    answers: Mapping[str, Answer], edition: Edition, held: Mapping[str, bool], within: str
) -> Iterator[Problem | UnknownId]:
    for key, answer in answers.items():
        where = f"{within}: {key}"
        indicator = edition.indicators.get(key)
        if indicator is None:
            yield _unknown_indicator(key, edition, where)
            continue
        yield from _answer_problems(answer, indicator, edition, where)
        yield from details_problems(answer, indicator, where, held)


def _institution_problems(
    assessment: Assessment, edition: Edition
) -> Iterator[Problem | UnknownId]:
    """Duplicate ids, unknown roles and indicators of institutions, and answers of institutions not listed."""
    yield from repeated_institutions(assessment.institutions)
    for item in assessment.institutions:
        where = f"institutions: {item.id}"
        if item.role and item.role not in edition.role:
            yield Problem(
                "",
                where,
                _("edition {edition} has no role '{role}'.").format(
                    edition=edition.id, role=item.role
                ),
                use_one_of(edition.role, _("Delete it; this edition has no roles.")),
            )
        for key in item.indicators:
            if key not in edition.indicators:
                yield _unknown_indicator(key, edition, where)
    for key in assessment.institution_answers.keys() - {
        item.id for item in assessment.institutions
    }:
        yield Problem(
            "",
            f"institution_answers: {key}",
            _("there is no institution '{id}'.").format(id=key),
            _("Add it under institutions:, or delete its answers."),
        )


def repeated_institutions(institutions: Iterable[Institution]) -> Iterator[Problem]:
    """Yield a problem for each institution whose id an earlier one has."""
    listed: set[str] = set()
    for item in institutions:
        if item.id in listed:
            yield Problem(
                "",
                f"institutions: {item.id}",
                _("stands twice."),
                _("Give each institution an id of its own."),
            )
        listed.add(item.id)


def _country_problems(assessment: Assessment) -> Iterator[Problem]:
    if not is_country_code(assessment.country):
        yield country_problem(assessment.country, "")
    elif is_invented(assessment.country) != (assessment.standing is Standing.TRAINING):
        yield Problem(
            "",
            "standing",
            _("an assessment of an invented country is for training, and no other one is."),
            _("Use 'training' with a country code from XAA to XZZ only."),
        )


def country_problem(country: str, file: str) -> Problem:
    """The problem of a country code that ISO 3166-1 does not have; the remedy proposes what a name may mean."""
    return Problem(
        file,
        "country",
        _("'{country}' is not a country code of three letters (ISO 3166-1 alpha-3).").format(
            country=country
        ),
        _country_remedy(country),
    )


def _country_remedy(country: str) -> str:
    codes = countries_named(country)
    if codes:
        proposals = [
            _("{code} ({country})").format(code=code, country=country_name(code)) for code in codes
        ]
        return _("Did you mean {near}?").format(near=alternatives(proposals))
    if has_no_code(country):
        return _("ISO 3166-1 has no code for it. Use the code of a country, such as KEN or BRA.")
    return _("Use a code such as KEN or BRA.")


def _unknown_indicator(key: str, edition: Edition, where: str) -> UnknownId:
    return UnknownId(
        where,
        _("edition {edition} has no indicator '{key}'.").format(edition=edition.id, key=key),
        key,
        edition.indicators,
        _("Use an id of the questionnaire, such as {example}.").format(
            example=next(iter(edition.indicators))
        ),
    )


def _answer_problems(
    answer: Answer, indicator: Indicator, edition: Edition, where: str
) -> Iterator[Problem]:
    if indicator.number is not None and answer.level is not None:
        yield Problem(
            "",
            where,
            _("this indicator is answered with a figure, not with a level."),
            _("Write value: and the figure, or a state such as not_collected."),
        )
    if indicator.number is None and answer.value is not None:
        yield Problem(
            "",
            where,
            _("this indicator is answered with a level, not with a figure."),
            _("Write level: and a whole number from 0 to {top}.").format(
                top=edition.scale_of(indicator).top_level
            ),
        )
    if indicator.number is None and answer.level is not None:
        top = edition.scale_of(indicator).top_level
        yield from _level_problems(answer.level, top, edition, where)
    if indicator.number is not None and answer.value is not None:
        low, high = indicator.number.minimum, indicator.number.maximum
        if low is not None and answer.value < low:
            yield Problem(
                "",
                where,
                _("{value:g} is below the lowest figure possible ({low:g}).").format(
                    value=answer.value, low=low
                ),
                _("Check the figure and its unit."),
            )
        if high is not None and answer.value > high:
            yield Problem(
                "",
                where,
                _("{value:g} is above the highest figure possible ({high:g}).").format(
                    value=answer.value, high=high
                ),
                _("Check the figure and its unit."),
            )


def _level_problems(level: int, top: int, edition: Edition, where: str) -> Iterator[Problem]:
    if level > top:
        yield Problem(
            "",
            where,
            _("Level {level} is not on the scale of edition {edition} (0 to {top}).").format(
                level=level, edition=edition.id, top=top
            ),
            _("Give a level from 0 to {top}.").format(top=top),
        )


def _target_problems(targets: Mapping[str, int], edition: Edition) -> Iterator[Problem | UnknownId]:
    for key, level in targets.items():
        where = f"targets: {key}"
        indicator = edition.indicators.get(key)
        if key == DEFAULT_TARGET:
            yield from _default_target_problems(level, edition, where)
        elif indicator is None:
            yield _unknown_indicator(key, edition, where)
        elif indicator.number is not None:
            yield Problem(
                "",
                where,
                _("this indicator is answered with a figure; it has no target level."),
                _("Delete the target."),
            )
        else:
            top = edition.scale_of(indicator).top_level
            yield from _level_problems(level, top, edition, where)


def _default_target_problems(level: int, edition: Edition, where: str) -> Iterator[Problem]:
    """A default must be on the longest scale; indicators with a shorter one aim at their top."""
    if edition.longest_scale is not None:
        top = edition.about.scales[edition.longest_scale].top_level
        yield from _level_problems(level, top, edition, where)
