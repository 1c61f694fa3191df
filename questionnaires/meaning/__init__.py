"""Checks of an edition's meaning, beyond the shape of its files: unique ids, listed references, usable measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from questionnaires.errors import Problem
from questionnaires.meaning.bundles import (
    alternatives_lead_to_the_same,
    bundles_can_be_planned,
)
from questionnaires.meaning.cases import cases_lie_between_neighbours
from questionnaires.meaning.children import a_help_number_can_be_found, children_read_what_is_true
from questionnaires.meaning.detail_rules import (
    rules_can_be_applied,
    rules_reach_every_level,
    tests_ask_for_more,
)
from questionnaires.meaning.details import details_can_be_filled_in
from questionnaires.meaning.evidence import evidence_proves_levels
from questionnaires.meaning.gates import gates_can_be_raised
from questionnaires.meaning.ids import ids_are_unique
from questionnaires.meaning.indicators import (
    companions_can_stand,
    groups_are_not_empty,
    indicators_fit_their_scale,
)
from questionnaires.meaning.measures import (
    costs_by_size_can_be_computed,
    drivers_can_be_counted,
    measures_are_possible,
    measures_lift_something,
    urgent_acts_are_quick,
)
from questionnaires.meaning.migration import (
    answers_find_their_place,
    corrections_find_their_place,
)
from questionnaires.meaning.prerequisites import prerequisites_exist, prerequisites_have_no_cycle
from questionnaires.meaning.references import (
    clauses_are_listed,
    profiles_name_indicators,
    sources_are_listed,
    views_gather_what_there_is,
)
from questionnaires.meaning.repeats import lists_repeat_nothing
from questionnaires.meaning.roles import roles_are_listed
from questionnaires.meaning.scales import scales_rise
from questionnaires.meaning.settings import settings_can_be_computed, targets_and_bands_are_possible
from questionnaires.meaning.statistics import (
    breaks_are_data,
    breaks_are_in_order,
    dimensions_are_listed,
    series_are_codes,
    statistics_can_be_held,
)
from questionnaires.model import Edition

__all__ = ["CHECKS", "check_meaning"]

CHECKS: tuple[Callable[[Edition], Iterable[Problem]], ...] = (
    ids_are_unique,
    groups_are_not_empty,
    scales_rise,
    indicators_fit_their_scale,
    companions_can_stand,
    sources_are_listed,
    clauses_are_listed,
    profiles_name_indicators,
    gates_can_be_raised,
    measures_lift_something,
    measures_are_possible,
    urgent_acts_are_quick,
    drivers_can_be_counted,
    costs_by_size_can_be_computed,
    prerequisites_exist,
    prerequisites_have_no_cycle,
    bundles_can_be_planned,
    alternatives_lead_to_the_same,
    settings_can_be_computed,
    targets_and_bands_are_possible,
    lists_repeat_nothing,
    cases_lie_between_neighbours,
    evidence_proves_levels,
    details_can_be_filled_in,
    rules_reach_every_level,
    rules_can_be_applied,
    tests_ask_for_more,
    roles_are_listed,
    statistics_can_be_held,
    series_are_codes,
    breaks_are_in_order,
    breaks_are_data,
    dimensions_are_listed,
    views_gather_what_there_is,
    answers_find_their_place,
    corrections_find_their_place,
    children_read_what_is_true,
    a_help_number_can_be_found,
)
"""Checks; each takes an edition of the right shape and yields problems of meaning."""


def check_meaning(edition: Edition) -> list[Problem]:
    """Every problem of meaning, in the order of the checks."""
    return [problem for check in CHECKS for problem in check(edition)]
