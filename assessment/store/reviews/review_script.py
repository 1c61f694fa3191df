"""A review written down in a file, and its replay in a store: what an assessment file cannot hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError

from assessment.errors import InvalidAssessment
from assessment.model.base import FreeText, Name, Record, ShortText
from assessment.review.answer_review import BY_EXPERT, Remark, RemarkKind
from assessment.store.people.identity import Person, local_person
from assessment.store.store import Store
from assessment.workflow.states import Transition
from questionnaires import Many, Problem, parse_yaml, read_bytes, shape_problems


class ScriptedRemark(Record):
    """One remark on the answer to an indicator."""

    indicator: ShortText
    kind: Annotated[RemarkKind, Field(strict=False)]
    level: Annotated[int, Field(ge=0)] | None = None
    """Of a view: the expert's level, None where the evidence shows none."""
    text: FreeText = ""


class ReviewScript(Record):
    """The remarks of an expert and a country, in the order in which they were made."""

    expert: Name
    country: Name
    agreed: Many[ShortText] = ()
    """Indicators of which the expert shares the country's level, before all remarks."""
    remarks: Many[ScriptedRemark] = ()


def read_review_script(path: Path) -> ReviewScript:
    """Return the script in a YAML file. Raises InvalidAssessment with every problem of shape."""
    data = read_bytes(path)
    value = data if isinstance(data, Problem) else parse_yaml(data, path.name)
    if isinstance(value, Problem):
        raise InvalidAssessment([value])
    try:
        return ReviewScript.model_validate(value)
    except ValidationError as error:
        raise InvalidAssessment(shape_problems(error, value, path.name, ReviewScript)) from error


def replay_review(
    store: Store, assessment_id: str, script: ReviewScript, *, at: dt.datetime
) -> None:
    """Submit a draft, start its review and add the remarks of a script, under the names in it.

    Only in a store without accounts, where one person may have every role. Raises what the store raises for a
    remark or transition that is not legal; what came before it stays.
    """
    expert, country = local_person(script.expert), local_person(script.country)
    store.apply_transition(assessment_id, Transition.SUBMIT, seen=0, person=country, at=at)
    store.apply_transition(assessment_id, Transition.START_REVIEW, seen=1, person=expert, at=at)
    levels = store.load(assessment_id, person=expert).answers
    for key in script.agreed:
        agreed = ScriptedRemark(indicator=key, kind=RemarkKind.VIEW, level=levels[key].level)
        _add(store, assessment_id, agreed, expert, at)
    for item in script.remarks:
        _add(store, assessment_id, item, expert if item.kind in BY_EXPERT else country, at)


def _add(
    store: Store, assessment_id: str, item: ScriptedRemark, person: Person, at: dt.datetime
) -> None:
    """Add one remark to the thread of its indicator, as on the newest answer."""
    key = item.indicator
    thread = store.reviews(assessment_id, person=person).get(key)
    revisions = store.answer_history(assessment_id, key, person=person)
    remark = Remark(
        item.kind,
        item.text,
        level=item.level,
        self_level=revisions[-1].value.level if item.kind is RemarkKind.VIEW else None,
        answer=revisions[-1].number,
    )
    add = store.review if item.kind in BY_EXPERT else store.respond
    seen = len(thread.remarks) if thread else 0
    add(assessment_id, key, remark, seen=seen, person=person, at=at)
