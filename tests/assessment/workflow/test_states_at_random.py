"""Several people with different roles act at random on the real store, and the invariants hold.

The rules are written down here a second time, from the sentences of the method and not from the tables of the code:
who may take which step from where, who may change what, and what is public. Each attempt must end as they say.
"""

from __future__ import annotations

import itertools
import string
from contextlib import closing

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from assessment import (
    NATIONAL,
    Answer,
    Observation,
    PlanSettings,
)
from assessment.cycles.next_cycle import next_cycle
from assessment.model.roles import AccessRole
from assessment.review.answer_review import Remark, RemarkKind
from assessment.store import Store
from assessment.store.database.tables import SnapshotRow
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import Transition
from public.published_files import PublishedFiles
from tests.assessment.workflow.random_invariants import Invariants
from tests.assessment.workflow.random_model import (
    AGREE,
    BACK,
    EDITION,
    KEEPS,
    NOON,
    NOT_ONES_OWN,
    PEOPLE,
    POLICE,
    PUBLISH,
    QUESTIONS,
    RETRACT,
    REVIEW,
    RULES,
    SETTER_UP,
    SUBMIT,
    WAYS,
    ExpectedCourse,
    R,
    S,
)


class People(Invariants):
    """Eight people who attempt any operation at any time, permitted or not."""

    @initialize(way=st.sampled_from(WAYS), author=st.sampled_from(["carol", "cy", "eve"]))
    def begin(self, way: tuple[tuple[str, Transition], ...], author: str) -> None:
        """Create an assessment with an answer, in most runs with transitions applied."""
        key = self.store.create(
            self.country, EDITION.id, "h", 2026, "full", person=SETTER_UP, at=NOON
        )
        self.store.save_institutions(key, (POLICE,), expected_revision=0, person=SETTER_UP, at=NOON)
        self.courses.append(ExpectedCourse(key, 2026))
        if author == "eve":  # a coordinator with another role later
            self.somebody_gets_or_loses_a_role(author, R.COORDINATOR)
        self.anybody_answers(author, own=False, key="A1", level=2, place=0)
        for name, step in way:
            if step is Transition.RETURN:
                self._review("ed", "A1", RemarkKind.QUESTION)
            self._step(name, self.courses[0], step, "because", frozenset({PublicPart.PROFILE}))

    def _step(
        self,
        name: str,
        course: ExpectedCourse,
        step: Transition,
        reason: str,
        parts: frozenset[PublicPart],
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
        course.questioned = (
            frozenset(course.open_questions) if step is Transition.RETURN else frozenset()
        )
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
        if done:
            course.settings += 1
            course.authors.add(name)

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
        if done:
            course.figures += 1
            course.authors.add(name)

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
        for key in sorted(course.open_questions):
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
            and (kind is not RemarkKind.RESOLVED or key in course.open_questions)
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
                course.open_questions.add(key)
            case RemarkKind.RESOLVED:
                course.open_questions.discard(key)
            case _:
                course.seen[key] = revision

    def _wrote(self, course: ExpectedCourse, name: str, key: str) -> bool:
        """Whether a person wrote any revision of this answer, by its history."""
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

    def _open_next(self, name: str, course: ExpectedCourse, years: int) -> None:
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
            return  # of two assessments of one cycle at most one is public, which other tests cover
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
            course.follower = ExpectedCourse(
                new[0],
                draft.cycle,
                authors={name},  # of the institutions that are taken over
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
            self.courses.append(course.follower)

    # --- Invariants


@pytest.mark.timeout(600)  # longer than the usual limit on a busy machine
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
        People.published_files = PublishedFiles(lambda: opened, lambda _edition: EDITION)
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
    """Shows that the walk above reaches every transition."""
    People.store, People.countries = sqlite_store, iter(["KEN"])
    People.published_files = PublishedFiles(lambda: sqlite_store, lambda _edition: EDITION)
    people = People()
    people.begin(WAYS[3], "cy")
    course = people.courses[0]
    people.anybody_answers("carol", own=False, key="A1", level=3, place=0)
    for name, step in (SUBMIT, ("cy", Transition.TAKE_BACK), SUBMIT, REVIEW):
        people._step(name, course, step, "because", frozenset())
    people.the_expert_settles_what_is_open()
    people.who_has_answered_tries_to_lead_on(frozenset({PublicPart.ANSWERS}))
    for name, step in (AGREE, PUBLISH, RETRACT):
        people._step(name, course, step, "because", frozenset({PublicPart.ANSWERS}))
    people.a_coordinator_opens_the_next_cycle("carol")
    people._step("carol", people.courses[1], Transition.WITHDRAW, "because", frozenset())
    assert [item.state for item in people.courses] == [S.AGREED, S.WITHDRAWN]
    assert {item.transition for item in sqlite_store.transitions(course.key, person=SETTER_UP)} == {
        *Transition
    } - {Transition.WITHDRAW}
    for check in (
        people.no_snapshot_ever_changes,
        people.each_stands_where_the_rules_say,
        people.exactly_what_was_decided_is_public,
        people.teardown,
    ):
        check()
