"""What the random walk checks after every step: snapshots, states, publications, log."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
)
from sqlalchemy import select

from assessment import (
    AssessmentError,
)
from assessment.access.permissions import Grant
from assessment.model.roles import AccessRole
from assessment.store import Store, account_person, published
from assessment.store.database.tables import SnapshotRow
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import Transition
from public.published_files import PublishedFiles
from tests.assessment.workflow.random_model import (
    NOON,
    NOT_ONES_OWN,
    PEOPLE,
    RULES,
    SAYS_WHY,
    SETTER_UP,
    ExpectedCourse,
    R,
    S,
)


class Invariants(RuleBasedStateMachine):
    """One country with eight people, and its successive assessments."""

    store: Store
    published_files: PublishedFiles
    countries: Iterator[str]

    def __init__(self) -> None:
        super().__init__()
        self.country = next(self.countries)
        self.roles = {name: set(roles) for name, roles in PEOPLE.items()}
        self.kept: dict[tuple[str, str], bytes] = {}
        self.courses: list[ExpectedCourse] = []
        self.count = itertools.count(1)
        for name, roles in PEOPLE.items():
            for role in sorted(roles):
                self._give(name, role)

    def _who(self, name: str):  # type: ignore[no-untyped-def]
        return account_person(f"{name}.{self.country.lower()}@example.org")

    def _give(self, name: str, role: AccessRole, *, take: bool = False) -> None:
        grant = Grant(role, self.country, "police" if role is R.CONTRIBUTOR else "")
        change = self.store.take_role if take else self.store.give_role
        change(self._who(name).name, grant, person=SETTER_UP, at=NOON)

    def _attempt(self, expected: bool, what: str, call) -> bool:  # type: ignore[no-untyped-def]
        """Whether the call succeeded; asserts that it does exactly where the rules permit it."""
        refused = ""
        try:
            call()
        except AssessmentError as error:
            refused = f"refused: {error}"
        assert expected == (not refused), f"{what}: {refused or 'let through'}"
        return not refused

    # --- Steps

    def _course(self, place: int) -> ExpectedCourse:
        """An assessment: mostly the newest, sometimes an older one."""
        return self.courses[max(len(self.courses) - 1 - max(place - 2, 0), 0)]

    def _able(
        self, data: st.DataObject, parts: frozenset[PublicPart], steps: Sequence[Transition]
    ) -> None:
        course = self.courses[-1]
        able = [
            (name, step)
            for step in steps
            for name in sorted(PEOPLE)
            if self._may_step(name, course, step, "because", parts)
        ]
        assume(able)
        name, step = data.draw(st.sampled_from(able))
        self._step(name, course, step, "because", parts)

    def _may_step(
        self, name: str, course: ExpectedCourse, step: Transition, reason: str, parts: object
    ) -> bool:
        before, _after, role = RULES[step]
        return (
            course.state in before
            and role in self.roles[name]
            and not (step in NOT_ONES_OWN and name in course.authors)
            and bool(reason or step not in SAYS_WHY)
            and bool(parts or step is not Transition.PUBLISH)
            and bool(course.open_questions or step is not Transition.RETURN)
            and (course.is_settled or step is not Transition.AGREE)
        )

    @invariant()
    def no_snapshot_ever_changes(self) -> None:
        keys = [course.key for course in self.courses]
        with self.store.reading() as session:
            rows = session.scalars(select(SnapshotRow).where(SnapshotRow.assessment_id.in_(keys)))
            result = {(row.assessment_id, row.sha256): row.content.encode() for row in rows}
        assert result == self.kept
        for (_key, sha256), content in result.items():
            assert hashlib.sha256(content).hexdigest() == sha256

    @invariant()
    def each_stands_where_the_rules_say(self) -> None:
        for course in self.courses:
            result = self.store.load(course.key, person=SETTER_UP)
            assert result.state is course.state
            assert {key: item.level for key, item in result.answers.items()} == course.levels
            if course.state not in (S.DRAFT, S.RETURNED, S.WITHDRAWN):
                assert course.levels == course.frozen_levels

    @invariant()
    def exactly_what_was_decided_is_public(self) -> None:
        result = {
            item.cycle: frozenset(item.parts)
            for item in published(self.store)
            if item.country == self.country
        }
        assert result == {item.cycle: item.public for item in self.courses if item.public}
        for course in self.courses:
            for part in PublicPart:
                shown = self.published_files.part(self.country, str(course.cycle), part.value)
                assert (shown is not None) == (part in course.public), (course.cycle, part)

    def teardown(self) -> None:
        """Assert by the stored data that no author of an answer applied a transition of the review."""
        for course in self.courses:
            answered: dict[str, int] = {}
            for entry in self.store.audit(course.key, person=SETTER_UP):
                if entry.action == "answer_saved":
                    answered.setdefault(entry.person, entry.number)
            taken = self.store.transitions(course.key, person=SETTER_UP)
            steps = [
                entry
                for entry in self.store.audit(course.key, person=SETTER_UP)
                if entry.action == "step_taken"
            ]
            for step, entry in zip(taken, steps, strict=True):
                if step.transition in NOT_ONES_OWN:
                    assert answered.get(step.author, entry.number + 1) > entry.number
        assert self.store.verify_audit().broken == ()
