"""Checks of plan settings against the edition: known measures and roles, comparable currencies. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.model.plan_settings import PlanSettings
from assessment.planning.costs import is_comparable
from questionnaires import Edition, Problem
from questionnaires.remedies import UnknownId, use_one_of, with_proposals
from translations import gettext as _


def plan_problems(plan: PlanSettings, edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each unknown measure or role, and for each cost in a currency that can't be compared."""
    return with_proposals(unresolved_plan_problems(plan, edition))


def unresolved_plan_problems(plan: PlanSettings, edition: Edition) -> Iterator[Problem | UnknownId]:
    """`plan_problems` before similar ids are looked up."""
    named = (
        ("decisions", plan.decisions),
        ("progress", plan.progress),
        ("reporting", plan.reporting),
    )
    for name, keys in named:
        for key in keys:
            if key not in edition.measure:
                yield _unknown_measure(key, edition, f"plan: {name}: {key}")
    for role in plan.capacity:
        if role not in edition.role:
            yield Problem(
                "",
                f"plan: capacity: {role}",
                _("edition {edition} has no role '{role}'.").format(edition=edition.id, role=role),
                use_one_of(edition.role, _("Delete it; this edition has no roles.")),
            )
    if plan.target_profile and plan.target_profile not in edition.target_profile:
        yield Problem(
            "",
            "plan: target_profile",
            _("edition {edition} has no target profile '{id}'.").format(
                edition=edition.id, id=plan.target_profile
            ),
            use_one_of(edition.target_profile, _("Delete it; this edition has none.")),
        )
    effort = edition.about.effort
    if effort is None or is_comparable(edition, plan):
        return
    for key, decision in plan.decisions.items():
        if decision.cost or decision.yearly_cost:
            yield Problem(
                "",
                f"plan: decisions: {key}",
                _("its cost is in {own}, the bands of the edition are in {bands}.").format(
                    own=plan.currency, bands=effort.currency
                ),
                _("Give exchange_rate: how much {own} one {bands} is.").format(
                    own=plan.currency, bands=effort.currency
                ),
            )


def _unknown_measure(key: str, edition: Edition, where: str) -> UnknownId:
    return UnknownId(
        where,
        _("edition {edition} has no measure '{key}'.").format(edition=edition.id, key=key),
        key,
        edition.measure,
        _("Use the id of a measure, such as {example}.").format(example=next(iter(edition.measure)))
        if edition.measure
        else _("Delete it; this edition has no measures."),
    )
