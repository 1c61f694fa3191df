"""Migration of an assessment to a later edition, by the later edition's map. Pure.

Every old answer is kept, carried, flagged for review or dropped; each that is not kept word for word is stored in
`Assessment.retired`, so no answer is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.answers.checks import DEFAULT_TARGET
from assessment.answers.corrections import carried_answer
from assessment.errors import AssessmentError
from assessment.model.assessment import (
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentState,
    RetiredAnswer,
)
from assessment.model.base import STORED
from assessment.model.plan_settings import PlanSettings
from questionnaires import FULL_PROFILE, Edition, IndicatorChange
from translations import gettext as _


class MigrationOutcome(StrEnum):
    """The result of migrating one answer or figure."""

    KEPT = "kept"
    """Unchanged."""
    CARRIED = "carried"
    """Moved to another indicator or level, by the map."""
    FLAGGED = "flagged"
    """Carried, and to be looked at again."""
    DROPPED = "dropped"
    """Not in the new edition; stored in `retired`."""


class MigrationError(AssessmentError):
    """No map leads from the one edition to the other."""


@dataclass(frozen=True, slots=True)
class Move:
    """The migration of the answer to `old_id`: its outcome, the new indicators `to`, and the reason."""

    old_id: str
    outcome: MigrationOutcome
    to: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Migration:
    """The migrated assessment, the outcome of every answer, and the indicators without an earlier answer."""

    assessment: Assessment
    moves: tuple[Move, ...]
    asked_anew: tuple[str, ...]


def migrate(assessment: Assessment, old: Edition, new: Edition) -> Migration:
    """Migrate an assessment of edition `old` to edition `new`; the result is a draft.

    Raises MigrationError where `new` has no map from `old`.
    """
    changes = _changes(old, new)
    kept: dict[str, Answer] = {}
    retired: list[RetiredAnswer] = list(assessment.retired)
    moves: list[Move] = []
    for key in old.indicators:
        if key not in assessment.answers:
            continue
        move, answers = _move(assessment, changes[key], new)
        moves.append(move)
        kept |= answers
        if move.outcome is not MigrationOutcome.KEPT:
            retired.append(_retired(assessment.answers[key], key, old, move.why))
    figures = {key: rows for key, rows in assessment.figures.items() if key in new.statistic}
    for key in assessment.figures.keys() - figures.keys():
        why = _("The statistic {id} is not in edition {edition}.").format(id=key, edition=new.id)
        moves.append(Move(key, MigrationOutcome.DROPPED, (), why))
        retired += _retired_figures(assessment, key, old, why)
    moved = assessment.model_copy(
        update={
            "edition": new.id,
            "state": AssessmentState.DRAFT,
            "profile": assessment.profile
            if assessment.profile in new.profile_ids
            else FULL_PROFILE,
            "answers": {key: kept[key] for key in new.indicators if key in kept},
            "targets": _targets(assessment.targets, changes, new),
            "plan": _plan(assessment.plan, new),
            "figures": figures,
            "retired": tuple(retired),
            "submissions": {},  # those of another edition are refused anyway
        }
    )
    moved = _move_institutions(assessment, moved, changes, old, new)
    arrived = {target for move in moves for target in move.to}
    asked_anew = tuple(
        key for key in new.profile_indicators(moved.profile) if key not in arrived | kept.keys()
    )
    return Migration(moved, tuple(moves), asked_anew)


def _move_institutions(
    assessment: Assessment,
    moved: Assessment,
    changes: Mapping[str, IndicatorChange],
    old: Edition,
    new: Edition,
) -> Assessment:
    """Migrate the assignments and answers of the institutions, by the same map as the national answers."""
    institutions = tuple(
        item.model_copy(
            update={
                "indicators": tuple(
                    dict.fromkeys(
                        new_key
                        for key in item.indicators
                        if key in changes
                        for new_key in _destinations(changes[key])
                    )
                )
            }
        )
        for item in assessment.institutions
    )
    answers: dict[str, Mapping[str, Answer]] = {}
    retired = list(moved.retired)
    for institution, own_answers in assessment.institution_answers.items():
        alone = assessment.model_copy(update={"answers": own_answers})
        kept: dict[str, Answer] = {}
        for key in old.indicators:
            if key in own_answers:
                move, arrived = _move(alone, changes[key], new)
                kept |= arrived
                if move.outcome is not MigrationOutcome.KEPT:
                    record = _retired(own_answers[key], key, old, move.why)
                    retired.append(record.model_copy(update={"institution": institution}))
        answers[institution] = {key: kept[key] for key in new.indicators if key in kept}
    return moved.model_copy(
        update={
            "institutions": institutions,
            "institution_answers": answers,
            "retired": tuple(retired),
            "submissions": {},  # those of another edition are refused anyway
        }
    )


def _changes(old: Edition, new: Edition) -> Mapping[str, IndicatorChange]:
    """The change of each old indicator; one not in the map is the same if the new edition has it, else dropped."""
    if new.migration is None or new.migration.from_edition != old.id:
        raise MigrationError(
            _(
                "Edition {new} has no map from edition {old}. "
                "Add a migration.yaml that says what became of each indicator (docs/content-guide.md)."
            ).format(new=new.id, old=old.id)
        )
    named = {item.id: item for item in new.migration.changes}
    gone = _("It is not asked in edition {edition}.").format(edition=new.id)
    return {
        key: named.get(key)
        or (
            IndicatorChange(id=key, change="same")
            if key in new.indicators
            else IndicatorChange(id=key, change="dropped", note=gone)
        )
        for key in old.indicators
    }


def _destinations(change: IndicatorChange) -> tuple[str, ...]:
    return () if change.change == "dropped" else change.to or (change.id,)


def _move(
    assessment: Assessment, change: IndicatorChange, new: Edition
) -> tuple[Move, dict[str, Answer]]:
    """The migration of one answer, and the resulting answers by new indicator."""
    old_answer = assessment.answers[change.id]
    to = _destinations(change)
    match change.change:
        case "same":
            return Move(change.id, MigrationOutcome.KEPT, to, change.note), {change.id: old_answer}
        case "dropped":
            return Move(change.id, MigrationOutcome.DROPPED, (), change.note), {}
        case "moved":
            carried = {key: carried_answer(old_answer, change, key, new, "") for key in to}
            return Move(change.id, MigrationOutcome.CARRIED, to, change.note), carried
        case "merged":
            sources = _merged_into(to[0], new)
            merged = _merged(assessment, sources, to[0], new)
            return Move(change.id, MigrationOutcome.FLAGGED, to, change.note), {to[0]: merged}
        case _:
            why = change.note or _("The question has changed.")
            flagged = {key: carried_answer(old_answer, change, key, new, why) for key in to}
            return Move(change.id, MigrationOutcome.FLAGGED, to, change.note), flagged


def _merged_into(key: str, new: Edition) -> tuple[IndicatorChange, ...]:
    """The changes that merge old indicators into `key`."""
    changes = new.migration.changes if new.migration else ()
    return tuple(item for item in changes if item.change == "merged" and key in item.to)


def _merged(
    assessment: Assessment, sources: tuple[IndicatorChange, ...], key: str, new: Edition
) -> Answer:
    """One answer merged from several: the lowest level, as all must hold; no level where one is missing."""
    parts = [(item, assessment.answer(item.id)) for item in sources]
    why = " ".join(dict.fromkeys(item.note for item, _answer in parts if item.note)) or _(
        "Several questions have become one."
    )
    told = [answer for _item, answer in parts if answer.state is not AnswerStatus.UNANSWERED]
    levels = [
        carried_answer(answer, item, key, new, why).level
        for item, answer in parts
        if answer.level is not None
    ]
    whole = len(levels) == len(parts)
    return Answer(
        state=AnswerStatus.ANSWERED if whole else AnswerStatus.UNANSWERED,
        level=min(level for level in levels if level is not None) if whole else None,
        reason="\n".join(dict.fromkeys(answer.reason for answer in told if answer.reason)),
        comment="\n".join(dict.fromkeys(answer.comment for answer in told if answer.comment)),
        evidence=tuple(dict.fromkeys(item for answer in told for item in answer.evidence)),
        look_again=why,
    )


def _retired(answer: Answer, key: str, old: Edition, why: str) -> RetiredAnswer:
    question = old.indicators[key].question
    values = {
        "edition": old.id,
        "indicator": key,
        "question": question,
        "answer": answer,
        "why": why,
    }
    return RetiredAnswer.model_validate(values, context=STORED)


def _retired_figures(
    assessment: Assessment, key: str, old: Edition, why: str
) -> Iterator[RetiredAnswer]:
    """Figures of a removed statistic, each as the comment of a retired answer, as only the old catalogue defines them."""
    name = old.statistic[key].name if key in old.statistic else key
    for figure in assessment.figures[key]:
        told = figure.model_dump(mode="json", exclude_defaults=True)
        comment = "; ".join(f"{field}: {value}" for field, value in told.items())
        answer = Answer(state=AnswerStatus.UNANSWERED, comment=comment)
        yield RetiredAnswer(edition=old.id, indicator=key, question=name, answer=answer, why=why)


def _plan(plan: PlanSettings, new: Edition) -> PlanSettings:
    """The plan settings, reduced to the measures and roles of the new edition."""
    return plan.model_copy(
        update={
            "decisions": {k: v for k, v in plan.decisions.items() if k in new.measure},
            "progress": {k: v for k, v in plan.progress.items() if k in new.measure},
            "capacity": {k: v for k, v in plan.capacity.items() if k in new.role},
            "adopted": None,
            "reporting": {},
        }
    )


def _targets(
    targets: Mapping[str, int], changes: Mapping[str, IndicatorChange], new: Edition
) -> Mapping[str, int]:
    """Targets by new indicator; the highest where several meet."""
    moved = {DEFAULT_TARGET: targets[DEFAULT_TARGET]} if DEFAULT_TARGET in targets else {}
    for key, level in targets.items():
        for new_key in _destinations(changes[key]) if key in changes else ():
            if levels := new.levels_of(new.indicators[new_key]):
                now = min(changes[key].level_of(level), levels[-1])
                moved[new_key] = max(now, moved.get(new_key, 0))
    return moved
