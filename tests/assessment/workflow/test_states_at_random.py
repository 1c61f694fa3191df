"""Several people with different roles act at random on the real store: what must never happen does not.

The rules are written down here a second time, from the sentences of the method and not from the tables of the code:
who may take which step from where, who may change what, and what is public. Each attempt must end as they say.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import string
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from assessment import (
    NATIONAL,
    Answer,
    AssessmentError,
    AssessmentState,
    Institution,
    Observation,
    PlanSettings,
)
from assessment.access.permissions import Grant
from assessment.cycles.next_cycle import next_cycle
from assessment.model.roles import AccessRole
from assessment.review.answer_review import Remark, RemarkKind
from assessment.store import Store, account_person, local_person, published
from assessment.store.database.tables import SnapshotRow
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import Transition
from public.published_files import PublishedFiles
from tests import builders

S, R = AssessmentState, AccessRole
NOON = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
SETTER_UP = local_person("the test")
EDITION = builders.edition()
QUESTIONS = ("A1", "A2", "B1")
POLICE = Institution(id="police", name="Police", indicators=("A1", "A2"))

PEOPLE: dict[str, frozenset[AccessRole]] = {
    "carol": frozenset({R.COORDINATOR}),
    "cy": frozenset({R.COORDINATOR, R.APPROVER}),
    "paul": frozenset({R.CONTRIBUTOR}),
    "ed": frozenset({R.EXPERT}),
    "eve": frozenset({R.EXPERT, R.APPROVER}),
    "ann": frozenset({R.APPROVER}),
    "adam": frozenset({R.ADMINISTRATOR}),
    "sam": frozenset(),
}
"""Who is what at the beginning; `sam` comes from elsewhere."""

RULES: dict[Transition, tuple[frozenset[AssessmentState], AssessmentState, AccessRole]] = {
    Transition.SUBMIT: (frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED, R.COORDINATOR),
    Transition.TAKE_BACK: (frozenset({S.SUBMITTED}), S.DRAFT, R.COORDINATOR),
    Transition.START_REVIEW: (frozenset({S.SUBMITTED}), S.IN_REVIEW, R.EXPERT),
    Transition.RETURN: (frozenset({S.IN_REVIEW}), S.RETURNED, R.EXPERT),
    Transition.AGREE: (frozenset({S.IN_REVIEW}), S.AGREED, R.APPROVER),
    Transition.PUBLISH: (frozenset({S.AGREED}), S.PUBLISHED, R.APPROVER),
    Transition.RETRACT: (frozenset({S.PUBLISHED}), S.AGREED, R.APPROVER),
    Transition.WITHDRAW: (
        frozenset({S.DRAFT, S.SUBMITTED, S.IN_REVIEW, S.RETURNED}),
        S.WITHDRAWN,
        R.COORDINATOR,
    ),
}
NOT_ONES_OWN = {Transition.START_REVIEW, Transition.RETURN, Transition.AGREE, Transition.PUBLISH}
SAYS_WHY = {Transition.TAKE_BACK, Transition.RETURN, Transition.RETRACT, Transition.WITHDRAW}
BACK = (Transition.TAKE_BACK, Transition.RETRACT, Transition.WITHDRAW)
KEEPS = {Transition.SUBMIT, Transition.AGREE, Transition.PUBLISH}


_SUBMIT, _REVIEW, _RETURN, _AGREE, _PUBLISH, _RETRACT = (
    ("carol", Transition.SUBMIT),
    ("ed", Transition.START_REVIEW),
    ("ed", Transition.RETURN),
    ("ann", Transition.AGREE),
    ("ann", Transition.PUBLISH),
    ("ann", Transition.RETRACT),
)
WAYS: tuple[tuple[tuple[str, Transition], ...], ...] = (
    (),
    (_SUBMIT,),
    (_SUBMIT, _REVIEW),
    (_SUBMIT, _REVIEW, _RETURN),
    (_SUBMIT, _REVIEW, _AGREE),
    (_SUBMIT, _REVIEW, _AGREE, _PUBLISH),
    (_SUBMIT, _REVIEW, _AGREE, _PUBLISH, _RETRACT),
)


@dataclass
class Course:
    """What must be true of one assessment, by these rules."""

    key: str
    cycle: int
    state: AssessmentState = S.DRAFT
    steps: int = 0
    authors: set[str] = field(default_factory=set)
    answers: dict[tuple[str, str], int] = field(default_factory=dict)
    """Revisions by institution and question."""
    levels: dict[str, int] = field(default_factory=dict)
    frozen_levels: dict[str, int] = field(default_factory=dict)
    questioned: frozenset[str] = frozenset()
    asked: set[str] = field(default_factory=set)
    """Questions of the expert that are open."""
    seen: dict[str, int] = field(default_factory=dict)
    """The answer's revision that the expert's view speaks of."""
    remarks: dict[str, int] = field(default_factory=dict)
    settings: int = 0
    figures: int = 0
    public: frozenset[PublicPart] = frozenset()
    followed: bool = False

    @property
    def is_settled(self) -> bool:
        stale = any(
            number != self.answers.get((NATIONAL, key), 0) for key, number in self.seen.items()
        )
        return not self.asked and not stale


class People(RuleBasedStateMachine):
    """One country with eight people, and its assessments one after the other."""

    store: Store
    shelf: PublishedFiles
    countries: Iterator[str]

    def __init__(self) -> None:
        super().__init__()
        self.country = next(self.countries)
        self.roles = {name: set(roles) for name, roles in PEOPLE.items()}
        self.kept: dict[tuple[str, str], bytes] = {}
        self.courses: list[Course] = []
        self.count = itertools.count(1)
        for name, roles in PEOPLE.items():
            for role in sorted(roles):
                self._give(name, role)

    @initialize(way=st.sampled_from(WAYS), author=st.sampled_from(["carol", "cy", "eve"]))
    def begin(self, way: tuple[tuple[str, Transition], ...], author: str) -> None:
        """A new assessment that somebody has answered, in most runs already on its way."""
        key = self.store.create(
            self.country, EDITION.id, "h", 2026, "full", person=SETTER_UP, at=NOON
        )
        self.store.save_institutions(key, (POLICE,), expected_revision=0, person=SETTER_UP, at=NOON)
        self.courses.append(Course(key, 2026))
        if author == "eve":  # a coordinator who is something else later
            self.somebody_gets_or_loses_a_role(author, R.COORDINATOR)
        self.anybody_answers(author, own=False, key="A1", level=2, place=0)
        for name, step in way:
            if step is Transition.RETURN:
                self._review("ed", "A1", RemarkKind.QUESTION)
            self._step(name, self.courses[0], step, "because", frozenset({PublicPart.PROFILE}))

    def _who(self, name: str):  # type: ignore[no-untyped-def]
        return account_person(f"{name}.{self.country.lower()}@example.org")

    def _give(self, name: str, role: AccessRole, *, take: bool = False) -> None:
        grant = Grant(role, self.country, "police" if role is R.CONTRIBUTOR else "")
        change = self.store.take_role if take else self.store.give_role
        change(self._who(name).name, grant, person=SETTER_UP, at=NOON)

    def _attempt(self, expected: bool, what: str, call) -> bool:  # type: ignore[no-untyped-def]
        """Whether it was done; it must be exactly where the rules say so."""
        refused = ""
        try:
            call()
        except AssessmentError as error:
            refused = f"refused: {error}"
        assert expected == (not refused), f"{what}: {refused or 'let through'}"
        return not refused

    # --- Steps

    def _may_step(
        self, name: str, course: Course, step: Transition, reason: str, parts: object
    ) -> bool:
        before, _after, role = RULES[step]
        return (
            course.state in before
            and role in self.roles[name]
            and not (step in NOT_ONES_OWN and name in course.authors)
            and bool(reason or step not in SAYS_WHY)
            and bool(parts or step is not Transition.PUBLISH)
            and bool(course.asked or step is not Transition.RETURN)
            and (course.is_settled or step is not Transition.AGREE)
        )

    def _step(
        self, name: str, course: Course, step: Transition, reason: str, parts: frozenset[PublicPart]
    ) -> None:
        expected = self._may_step(name, course, step, reason, parts)
        taken: list[str] = []

        def call() -> None:
            done = self.store.apply_transition(
                course.key, step, seen=course.steps, person=self._who(name), at=NOON,
                reason=reason, parts=tuple(parts),
            )  # fmt: skip
            taken.append(done.snapshot)

        if not self._attempt(expected, f"{name} takes {step} from {course.state}", call):
            return
        course.state, course.steps = RULES[step][1], course.steps + 1
        course.questioned = frozenset(course.asked) if step is Transition.RETURN else frozenset()
        course.public = parts if step is Transition.PUBLISH else frozenset()
        assert bool(taken[0]) == (step in KEEPS)
        if step in KEEPS:
            course.frozen_levels = dict(course.levels)
            with self.store.reading() as session:
                row = session.get_one(SnapshotRow, (course.key, taken[0]))
                self.kept.setdefault((course.key, taken[0]), row.content.encode())

    @rule(
        name=st.sampled_from(sorted(PEOPLE)),
        step=st.sampled_from(Transition),
        reason=st.sampled_from(["", "because"]),
        parts=st.frozensets(st.sampled_from(PublicPart)),
        place=st.integers(0, 3),
    )
    def anybody_tries_a_step(
        self, name: str, step: Transition, reason: str, parts: frozenset[PublicPart], place: int
    ) -> None:
        self._step(name, self._course(place), step, reason, parts)

    @rule(data=st.data(), parts=st.frozensets(st.sampled_from(PublicPart), min_size=1))
    def somebody_who_may_leads_on(self, data: st.DataObject, parts: frozenset[PublicPart]) -> None:
        self._able(data, parts, [step for step in RULES if step not in BACK])

    @rule(parts=st.frozensets(st.sampled_from(PublicPart), min_size=1))
    def who_has_answered_tries_to_lead_on(self, parts: frozenset[PublicPart]) -> None:
        course = self.courses[-1]
        for name in sorted(course.authors):
            for step in sorted(NOT_ONES_OWN):
                if not self._may_step(name, course, step, "because", parts):
                    self._step(name, course, step, "because", parts)

    @rule(data=st.data())
    def somebody_who_may_leads_back(self, data: st.DataObject) -> None:
        self._able(data, frozenset(), BACK)

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

    # --- Changes

    @rule(
        name=st.sampled_from(sorted(PEOPLE)),
        own=st.booleans(),
        key=st.sampled_from(QUESTIONS),
        level=st.integers(0, 4),
        place=st.integers(0, 3),
    )
    def anybody_answers(self, name: str, own: bool, key: str, level: int, place: int) -> None:
        course, mine = self._course(place), self.roles[name]
        institution = "police" if own else NATIONAL
        open_now = course.state is S.DRAFT or (
            course.state is S.RETURNED and key in course.questioned
        )
        given = R.COORDINATOR in mine or (
            R.CONTRIBUTOR in mine and own and key in POLICE.indicators
        )
        seen = course.answers.get((institution, key), 0)
        answer = Answer(level=level, comment=f"no. {next(self.count)}")
        done = self._attempt(
            open_now and given,
            f"{name} answers {key} of {institution} in {course.state}",
            lambda: self.store.save_answer(
                course.key, key, answer, expected_revision=seen, person=self._who(name), at=NOON,
                institution=institution,
            ),
        )  # fmt: skip
        if done:
            course.answers[institution, key] = seen + 1
            course.authors.add(name)
            if not own:
                course.levels[key] = level

    @rule(name=st.sampled_from(sorted(PEOPLE)), place=st.integers(0, 3))
    def anybody_changes_the_plan(self, name: str, place: int) -> None:
        course = self._course(place)
        done = self._attempt(
            course.state in (S.DRAFT, S.RETURNED, S.AGREED, S.PUBLISHED)
            and R.COORDINATOR in self.roles[name],
            f"{name} changes the plan in {course.state}",
            lambda: self.store.save_settings(
                course.key, targets={"default": next(self.count) % 5},
                plan=PlanSettings(reason=f"no. {next(self.count)}"),
                expected_revision=course.settings, person=self._who(name), at=NOON,
            ),
        )  # fmt: skip
        course.settings += done

    @rule(name=st.sampled_from(sorted(PEOPLE)), place=st.integers(0, 3))
    def anybody_changes_a_figure(self, name: str, place: int) -> None:
        course = self._course(place)
        done = self._attempt(
            course.state is S.DRAFT and R.COORDINATOR in self.roles[name],
            f"{name} changes a figure in {course.state}",
            lambda: self.store.save_figures(
                course.key, "X", (Observation(value=float(next(self.count)), year=2024),),
                expected_revision=course.figures, person=self._who(name), at=NOON,
            ),
        )  # fmt: skip
        course.figures += done

    # --- The review

    @precondition(lambda self: self.courses[-1].state is S.IN_REVIEW)
    @rule(
        name=st.sampled_from(sorted(PEOPLE)),
        key=st.sampled_from(QUESTIONS),
        kind=st.sampled_from([RemarkKind.QUESTION, RemarkKind.RESOLVED, RemarkKind.VIEW]),
    )
    def anybody_plays_the_expert(self, name: str, key: str, kind: RemarkKind) -> None:
        self._review(name, key, kind)

    @precondition(lambda self: self.courses[-1].state is S.IN_REVIEW)
    @rule(key=st.sampled_from(QUESTIONS))
    def the_expert_asks_and_returns(self, key: str) -> None:
        self._review("ed", key, RemarkKind.QUESTION)
        self._step("ed", self.courses[-1], Transition.RETURN, "a question", frozenset())

    @precondition(lambda self: self.courses[-1].state is S.IN_REVIEW)
    @rule()
    def the_expert_settles_what_is_open(self) -> None:
        course = self.courses[-1]
        for key in sorted(course.asked):
            self._review("ed", key, RemarkKind.RESOLVED)
        for key in sorted(course.seen):
            self._review("ed", key, RemarkKind.VIEW)

    def _review(self, name: str, key: str, kind: RemarkKind) -> None:
        course = self.courses[-1]
        level = course.levels.get(key)
        revision = course.answers.get((NATIONAL, key), 0)
        view = kind is RemarkKind.VIEW
        remark = Remark(
            kind,
            text="" if kind is RemarkKind.RESOLVED else f"no. {next(self.count)}",
            level=level if view else None,
            self_level=level if view else None,
            answer=revision,
        )
        expected = (
            R.EXPERT in self.roles[name]
            and not self._wrote(course, name, key)
            and (kind is not RemarkKind.RESOLVED or key in course.asked)
        )
        done = self._attempt(
            expected,
            f"{name}: {kind} on {key}",
            lambda: self.store.review(
                course.key, key, remark, seen=course.remarks.get(key, 0),
                person=self._who(name), at=NOON,
            ),
        )  # fmt: skip
        if not done:
            return
        course.remarks[key] = course.remarks.get(key, 0) + 1
        match kind:
            case RemarkKind.QUESTION:
                course.asked.add(key)
            case RemarkKind.RESOLVED:
                course.asked.discard(key)
            case _:
                course.seen[key] = revision

    def _wrote(self, course: Course, name: str, key: str) -> bool:
        """Whether somebody wrote any revision of this answer, as its history says."""
        for institution in (NATIONAL, "police"):
            history = self.store.answer_history(
                course.key, key, person=SETTER_UP, institution=institution
            )
            if any(item.author == self._who(name).name for item in history):
                return True
        return False

    # --- Roles and cycles

    @rule(
        name=st.sampled_from(["cy", "eve", "sam"]),
        role=st.sampled_from([R.COORDINATOR, R.EXPERT, R.APPROVER, R.CONTRIBUTOR]),
    )
    def somebody_gets_or_loses_a_role(self, name: str, role: AccessRole) -> None:
        has = role in self.roles[name]
        self._give(name, role, take=has)
        (self.roles[name].discard if has else self.roles[name].add)(role)

    @rule(name=st.sampled_from(sorted(PEOPLE)), place=st.integers(0, 3), years=st.integers(0, 3))
    def anybody_opens_the_next_cycle(self, name: str, place: int, years: int) -> None:
        self._open_next(name, self._course(place), years)

    @precondition(lambda self: self.courses[-1].state in (S.AGREED, S.PUBLISHED))
    @rule(name=st.sampled_from(["carol", "cy"]))
    def a_coordinator_opens_the_next_cycle(self, name: str) -> None:
        self._open_next(name, self.courses[-1], 2)

    def _open_next(self, name: str, course: Course, years: int) -> None:
        before = self.store.load(course.key, person=SETTER_UP)
        as_if = before.model_copy(update={"state": S.AGREED, "cycle": 2000})
        draft = next_cycle(as_if, EDITION, EDITION, course.cycle + years)
        expected = (
            course.state in (S.AGREED, S.PUBLISHED)
            and R.COORDINATOR in self.roles[name]
            and years > 0
            and not course.followed
        )
        if expected and any(item.cycle == draft.cycle for item in self.courses):
            return  # of two assessments of one cycle one at most is public: another matter
        new: list[str] = []
        done = self._attempt(
            expected,
            f"{name} opens {draft.cycle} from {course.state}",
            lambda: new.append(
                self.store.open_next_cycle(
                    course.key, draft, edition_hash="h", person=self._who(name), at=NOON
                )
            ),
        )
        if done:
            course.followed = True
            self.courses.append(
                Course(
                    new[0],
                    draft.cycle,
                    authors={name} if draft.answers or draft.institution_answers else set(),
                    answers={
                        **{(NATIONAL, key): 1 for key in draft.answers},
                        **{
                            (institution, key): 1
                            for institution, given in draft.institution_answers.items()
                            for key in given
                        },
                    },
                    levels={key: item.level or 0 for key, item in draft.answers.items()},
                    settings=int(bool(draft.targets) or draft.plan != PlanSettings()),
                    figures=int(bool(draft.figures)),
                )
            )

    def _course(self, place: int) -> Course:
        """Mostly the newest, sometimes an older one."""
        return self.courses[max(len(self.courses) - 1 - max(place - 2, 0), 0)]

    # --- What is always true

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
                shown = self.shelf.part(self.country, str(course.cycle), part.value)
                assert (shown is not None) == (part in course.public), (course.cycle, part)

    def teardown(self) -> None:
        """Read back from what is stored: nobody took a step of the review after having answered."""
        for course in self.courses:
            answered: dict[str, int] = {}
            for entry in self.store.audit(course.key, person=SETTER_UP):
                if entry.action == "answer_saved":
                    answered.setdefault(entry.person, entry.number)
            taken = self.store.steps(course.key, person=SETTER_UP)
            steps = [
                entry
                for entry in self.store.audit(course.key, person=SETTER_UP)
                if entry.action == "step_taken"
            ]
            for step, entry in zip(taken, steps, strict=True):
                if step.step in NOT_ONES_OWN:
                    assert answered.get(step.author, entry.number + 1) > entry.number
        assert self.store.verify_audit().broken == ()


@pytest.mark.parametrize(("database", "examples"), [("sqlite", 24), ("postgresql", 4)])
def test_no_course_of_events_breaks_a_rule(
    database: str, examples: int, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue("tmp_path")
    url = (
        f"sqlite:///{folder / 'store.sqlite3'}"
        if database == "sqlite"
        else request.getfixturevalue("postgres_server").new_database()
    )
    with closing(Store.open(url)) as opened:
        People.store = opened
        People.shelf = PublishedFiles(lambda: opened, lambda _edition: EDITION)
        People.countries = map("".join, itertools.product(string.ascii_uppercase, repeat=3))
        run_state_machine_as_test(
            People,
            settings=settings(
                max_examples=examples,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )


def test_the_same_people_take_every_step_once(sqlite_store: Store) -> None:
    """So that the test above is not true because nothing happens in it."""
    People.store, People.countries = sqlite_store, iter(["KEN"])
    People.shelf = PublishedFiles(lambda: sqlite_store, lambda _edition: EDITION)
    people = People()
    people.begin(WAYS[3], "cy")
    course = people.courses[0]
    people.anybody_answers("carol", own=False, key="A1", level=3, place=0)
    for name, step in (_SUBMIT, ("cy", Transition.TAKE_BACK), _SUBMIT, _REVIEW):
        people._step(name, course, step, "because", frozenset())
    people.the_expert_settles_what_is_open()
    people.who_has_answered_tries_to_lead_on(frozenset({PublicPart.ANSWERS}))
    for name, step in (_AGREE, _PUBLISH, _RETRACT):
        people._step(name, course, step, "because", frozenset({PublicPart.ANSWERS}))
    people.a_coordinator_opens_the_next_cycle("carol")
    people._step("carol", people.courses[1], Transition.WITHDRAW, "because", frozenset())
    assert [item.state for item in people.courses] == [S.AGREED, S.WITHDRAWN]
    assert {item.step for item in sqlite_store.steps(course.key, person=SETTER_UP)} == {
        *Transition
    } - {Transition.WITHDRAW}
    for check in (
        people.no_snapshot_ever_changes,
        people.each_stands_where_the_rules_say,
        people.exactly_what_was_decided_is_public,
        people.teardown,
    ):
        check()
