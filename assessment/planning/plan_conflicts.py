"""Decisions of a country that contradict each other before anything is scheduled. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assessment.model.assessment import Assessment
from assessment.model.plan_settings import PlanSettings
from assessment.planning.alternatives import contradictory_options
from assessment.planning.measure_selection import Selection
from assessment.planning.schedule.infeasibility import InfeasibleSet, Requirement, RequirementKind
from assessment.planning.schedule.solve import LeftOut, Omission
from questionnaires import Edition


def option_requirements(
    edition: Edition, assessment: Assessment, selection: Selection
) -> Iterator[InfeasibleSet]:
    """Yield a set for each alternative of which measures of several options are obligatory."""
    needed = {item.id for item in (*selection.measures, *selection.other_options)}
    for alternative, keys in contradictory_options(edition, assessment, needed):
        yield InfeasibleSet(
            (
                *(Requirement(RequirementKind.MUST, key) for key in keys),
                Requirement(RequirementKind.ONE_OPTION, alternative.id),
            )
        )


def ruled_out_requirements(
    settings: PlanSettings, selection: Selection, ruled_out: Mapping[str, Omission]
) -> Iterator[InfeasibleSet]:
    """Yield a set for each obligatory measure that depends on one decided against or stopped."""
    for key, omission in ruled_out.items():
        decision = settings.decisions.get(key)
        if decision is None or not decision.must or omission.why is not LeftOut.PREREQUISITE:
            continue
        chain, left = [], list(omission.prerequisites)
        while left:
            earlier = left.pop(0)
            if earlier in chain:
                continue
            chain.append(earlier)
            left += ruled_out[earlier].prerequisites
        yield InfeasibleSet(
            (
                Requirement(RequirementKind.MUST, key),
                *(
                    Requirement(
                        RequirementKind.PREREQUISITE
                        if ruled_out[item].why is LeftOut.PREREQUISITE
                        else RequirementKind.MAY_NOT,
                        item,
                    )
                    for item in chain
                ),
            )
        )
