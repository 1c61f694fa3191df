"""Two countries with a person in each role, and a call of every method of the store."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assessment import (
    AdoptedPlan,
    Answer,
    Evidence,
    Institution,
    MeasureProgress,
    MeasureStatus,
    Observation,
)
from assessment.access.permissions import Grant, Operation
from assessment.audit_chain import AuditAction
from assessment.model.assessment import AssessmentState, PlanSettings, StoredFile
from assessment.model.roles import AccessRole
from assessment.review.answer_review import Remark, RemarkKind
from assessment.review.plan_review import WHOLE_PLAN, PlanRemark, PlanRemarkKind
from assessment.store import (
    AnswerChange,
    BlobStore,
    ObservationsChange,
    Person,
    ProgressReport,
    Store,
    account_person,
    local_person,
)
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import LEGAL_TRANSITIONS, LegalTransition, Transition
from tests import builders

NOON = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
SETTER_UP = local_person("the test")
PLAN = PlanSettings(
    adopted=AdoptedPlan(date=NOON.date(), months={"A1-a": ("2027-01", "2027-06")}),
    reporting={"A1-a": "police"},
)
HOME, ABROAD = "KEN", "IRL"
STRANGER = account_person("stranger@example.org")
POLICE_FILE = StoredFile(sha256="a" * 64, name="order.pdf", kind="pdf", size=9)
PLAN_QUESTION = PlanRemark(PlanRemarkKind.QUESTION, "Why so late?")
SCHOOLS_FILE = StoredFile(sha256="b" * 64, name="plan.pdf", kind="pdf", size=9)


def who(role: AccessRole, country: str = HOME) -> Person:
    return account_person(f"{role}.{country}@example.org")


@dataclass
class World:
    """Two countries with an assessment and a person in each role; `store` is opened as on a server."""

    local: Store
    store: Store
    keys: dict[str, str] = field(default_factory=dict)
    count: int = 0

    @property
    def key(self) -> str:
        return self.keys[HOME]

    def next(self) -> int:
        self.count += 1
        return self.count


def begin(store: Store, country: str, cycle: int = 2026) -> str:
    """Create an assessment with answers of the police and the schools, each with a file."""
    key = store.create(
        country, "test", "h", cycle, "full", person=SETTER_UP, at=NOON, note="secret"
    )
    listed = (
        Institution(id="police", name="Police", indicators=("A1", "B1"), contact="p@example.org"),
        Institution(id="schools", name="Schools", indicators=("A1",), contact="s@example.org"),
    )
    written = {"expected_revision": 0, "person": SETTER_UP, "at": NOON}
    store.save_institutions(key, listed, **written)
    for file in (POLICE_FILE, SCHOOLS_FILE):
        store.add_file(key, file, person=SETTER_UP, at=NOON)
    store.save_answer(key, "A1", Answer(level=3, comment="national"), **written)
    for name, file in (("police", POLICE_FILE), ("schools", SCHOOLS_FILE)):
        said = Answer(level=1, comment=name, evidence=(Evidence(title=name, file=file),))
        store.save_answer(key, "A1", said, institution=name, **written)
    store.save_settings(key, targets={"A1": 4}, plan=PLAN, **written)
    return key


Call = Callable[[World, Person], object]


def before(state: AssessmentState) -> tuple[LegalTransition, ...]:
    """Transitions from a draft to a state."""
    ways: dict[AssessmentState, tuple[LegalTransition, ...]] = {AssessmentState.DRAFT: ()}
    while state not in ways:
        for item in LEGAL_TRANSITIONS:
            for start in item.before:
                if start in ways and item.after not in ways:
                    ways[item.after] = (*ways[start], item)
    return ways[state]


def step(store: Store, key: str, item: LegalTransition, seen: int, person: Person) -> object:
    return store.apply_transition(
        key,
        item.transition,
        seen=seen,
        person=person,
        at=NOON,
        reason="because" if item.reason else "",
        questioned={"A1"} if item.questions else (),
        parts=tuple(PublicPart) if item.parts else (),
    )


def reach_state(world: World, item: LegalTransition) -> str:
    """Create an assessment of the home country in which this transition is legal."""
    key = begin(world.local, HOME, 2026 + world.next())
    for seen, earlier in enumerate(before(item.before[0])):
        step(world.local, key, earlier, seen, SETTER_UP)
    return key


def reading(name: str, *rest: object) -> Call:
    return lambda world, person: getattr(world.store, name)(world.key, *rest, person=person)


def at_noon(name: str, *rest: object) -> Call:
    """A call on the institution of the contributor."""
    return lambda world, person: getattr(world.store, name)(
        world.key, "police", *rest, person=person, at=NOON
    )


def save_answer(world: World, person: Person, institution: str = "police") -> object:
    seen = world.local.revisions(world.key, person=SETTER_UP, institution=institution).get("B1", 0)
    return world.store.save_answer(
        world.key,
        "B1",
        Answer(level=seen % 5, comment=str(seen)),
        expected_revision=seen,
        person=person,
        at=NOON,
        institution=institution,
    )


def save_all(world: World, person: Person, **more: tuple[ObservationsChange, ...]) -> object:
    seen = world.local.revisions(world.key, person=SETTER_UP, institution="police").get("B1", 0)
    change = AnswerChange("police", "B1", Answer(level=seen % 5, comment=str(seen)), seen)
    return world.store.save_all(world.key, answers=(change,), person=person, at=NOON, **more)


def save_settings(world: World, person: Person) -> object:
    seen = world.local.settings(world.key, person=SETTER_UP).number
    return world.store.save_settings(
        world.key,
        targets={"A1": seen % 5},
        plan=PLAN,
        expected_revision=seen,
        person=person,
        at=NOON,
    )


def report_progress(world: World, person: Person) -> object:
    before = world.local.led_measures(world.key, "police", person=SETTER_UP).progress.get("A1-a")
    report = ProgressReport(
        MeasureProgress(status=MeasureStatus.STOPPED, note=str(world.next())), before
    )
    return world.store.report_progress(
        world.key, "police", {"A1-a": report}, person=person, at=NOON
    )


def discuss(world: World, person: Person) -> object:
    text = f"Which law? {world.next()}"
    return world.store.discuss(world.key, "A1", text, institution="police", person=person, at=NOON)


def save_figures(world: World, person: Person) -> object:
    seen = world.local.figures(world.key, "X", person=SETTER_UP).number
    return world.store.save_figures(
        world.key, "X", (Observation(value=seen),), expected_revision=seen, person=person, at=NOON
    )


def change_profile(world: World, person: Person) -> object:
    seen = world.local.profile(world.key, person=SETTER_UP).number
    return world.store.change_profile(
        world.key, f"p{seen}", expected_revision=seen, person=person, at=NOON
    )


def save_institutions(world: World, person: Person) -> object:
    newest = world.local.institutions(world.key, person=SETTER_UP)
    more = Institution(id=f"i{newest.number}", name="New")
    return world.store.save_institutions(
        world.key,
        (*newest.value, more),
        expected_revision=newest.number,
        person=person,
        at=NOON,
    )


def add_file(world: World, person: Person) -> object:
    file = StoredFile(sha256=f"{world.next():064x}", name="x.pdf", kind="pdf", size=1)
    return world.store.add_file(world.key, file, person=person, at=NOON)


def upload_file(world: World, person: Person) -> object:
    with tempfile.TemporaryDirectory() as folder:
        data = b"%PDF-1.7\n" + str(world.next()).encode() + b"\n%%EOF\n"
        blobs = BlobStore(Path(folder))
        return world.store.upload_file(
            world.key, data, "x.pdf", blobs=blobs, person=person, at=NOON
        )


def apply_transition(world: World, person: Person) -> object:
    """Whether the role may apply any transition; other tests cover which."""
    mine = next(
        (item for item in LEGAL_TRANSITIONS if person in map(who, item.roles)), LEGAL_TRANSITIONS[0]
    )
    key = reach_state(world, mine)
    seen = len(world.local.transitions(key, person=SETTER_UP))
    return step(world.store, key, mine, seen, person)


def snapshot(world: World, person: Person) -> object:
    key = begin(world.local, HOME)
    taken = world.local.apply_transition(key, Transition.SUBMIT, seen=0, person=SETTER_UP, at=NOON)
    return world.store.snapshot(key, taken.snapshot, person=person)


def set_consent(world: World, person: Person) -> object:
    key = begin(world.local, HOME, 2026 + world.next())
    for seen, item in enumerate(before(AssessmentState.PUBLISHED)):
        step(world.local, key, item, seen, SETTER_UP)
    return world.store.set_consent(key, given=True, person=person, at=NOON)


def change_role(name: str) -> Call:
    def call(world: World, person: Person) -> object:
        email, grant = f"n{world.next()}@example.org", Grant(AccessRole.EXPERT, HOME)
        return getattr(world.store, name)(email, grant, person=person, at=NOON)

    return call


def in_review(world: World) -> str:
    key = begin(world.local, HOME)
    for seen, item in enumerate(before(AssessmentState.IN_REVIEW)):
        step(world.local, key, item, seen, SETTER_UP)
    return key


def review(world: World, person: Person) -> object:
    question = Remark(RemarkKind.QUESTION, "Which law?", answer=1)
    return world.store.review(in_review(world), "A1", question, seen=0, person=person, at=NOON)


def respond(world: World, person: Person) -> object:
    key = in_review(world)
    question = Remark(RemarkKind.QUESTION, "Which law?", answer=1)
    world.local.review(key, "A1", question, seen=0, person=SETTER_UP, at=NOON)
    reply = Remark(RemarkKind.REPLY, "The act of 2019.", answer=1)
    return world.store.respond(key, "A1", reply, seen=1, person=person, at=NOON)


def review_plan(world: World, person: Person) -> object:
    return world.store.review_plan(
        in_review(world), WHOLE_PLAN, PLAN_QUESTION, seen=0, person=person, at=NOON
    )


def respond_on_plan(world: World, person: Person) -> object:
    key = in_review(world)
    world.local.review_plan(key, WHOLE_PLAN, PLAN_QUESTION, seen=0, person=SETTER_UP, at=NOON)
    reply = PlanRemark(PlanRemarkKind.REPLY, "The money.")
    return world.store.respond_on_plan(key, WHOLE_PLAN, reply, seen=1, person=person, at=NOON)


def open_next_cycle(world: World, person: Person) -> object:
    key = begin(world.local, HOME)
    for seen, item in enumerate(before(AssessmentState.AGREED)):
        step(world.local, key, item, seen, SETTER_UP)
    draft = builders.assessment().model_copy(update={"country": HOME, "cycle": 2030})
    return world.store.open_next_cycle(key, draft, edition_hash="h", person=person, at=NOON)


CALLS: Mapping[str, tuple[Operation, Call]] = {
    "open_next_cycle": (Operation.BEGIN, open_next_cycle),
    "cycles": (Operation.SEE_SNAPSHOT, reading("cycles")),
    "has_answered": (Operation.SEE_TRANSITIONS, reading("has_answered")),
    "create": (
        Operation.BEGIN,
        lambda world, person: world.store.create(
            HOME, "test", "h", 2027, "full", person=person, at=NOON
        ),
    ),
    "import_assessment": (
        Operation.BEGIN,
        lambda world, person: world.store.import_assessment(
            builders.assessment().model_copy(update={"country": HOME}),
            edition_hash="h",
            person=person,
            at=NOON,
        ),
    ),
    "load": (Operation.SEE_ANSWERS, reading("load")),
    "edition_hash": (Operation.SEE_ANSWERS, reading("edition_hash")),
    "versions": (Operation.SEE_ANSWERS, reading("versions")),
    "load_changes": (Operation.SEE_ANSWERS, reading("load_changes", None)),
    "newest_answers": (Operation.SEE_ANSWERS, reading("newest_answers")),
    "answer_history": (
        Operation.SEE_ANSWERS,
        lambda world, person: world.store.answer_history(
            world.key, "A1", person=person, institution="police"
        ),
    ),
    "revisions": (
        Operation.SEE_ANSWERS,
        lambda world, person: world.store.revisions(world.key, person=person, institution="police"),
    ),
    "profile": (Operation.SEE_ANSWERS, reading("profile")),
    "institutions": (Operation.SEE_ANSWERS, reading("institutions")),
    "files": (Operation.SEE_ANSWERS, reading("files")),
    "file": (Operation.SEE_ANSWERS, reading("file", POLICE_FILE.sha256)),
    "readable_files": (
        Operation.SEE_ANSWERS,
        reading("readable_files", (POLICE_FILE.sha256,)),
    ),
    "settings": (Operation.SEE_PLAN, reading("settings")),
    "figures": (Operation.SEE_FIGURES, reading("figures", "X")),
    "former_figures": (Operation.SEE_FIGURES, reading("former_figures")),
    "transitions": (Operation.SEE_TRANSITIONS, reading("transitions")),
    "snapshot": (Operation.SEE_SNAPSHOT, snapshot),
    "publications": (Operation.SEE_SNAPSHOT, reading("publications")),
    "consent": (Operation.SEE_SNAPSHOT, reading("consent")),
    "compared": (Operation.SEE_SNAPSHOT, reading("compared", lambda given, parts: None)),
    "own_published": (Operation.SEE_SNAPSHOT, reading("own_published", lambda given, parts: None)),
    "set_consent": (Operation.CONSENT, set_consent),
    "reviews": (Operation.SEE_REVIEW, reading("reviews")),
    "review": (Operation.REVIEW, review),
    "respond": (Operation.RESPOND, respond),
    "plan_review": (Operation.SEE_REVIEW, reading("plan_review")),
    "review_plan": (Operation.REVIEW, review_plan),
    "respond_on_plan": (Operation.RESPOND, respond_on_plan),
    "audit": (Operation.SEE_LOG, reading("audit")),
    "save_answer": (Operation.ANSWER, save_answer),
    "save_all": (Operation.ANSWER, save_all),
    "add_file": (Operation.ANSWER, add_file),
    "upload_file": (Operation.ANSWER, upload_file),
    "save_settings": (Operation.SAVE_PLAN, save_settings),
    "save_figures": (Operation.SAVE_FIGURES, save_figures),
    "change_profile": (Operation.CHANGE_PROFILE, change_profile),
    "invitation_events": (Operation.SEE_ANSWERS, reading("invitation_events")),
    "set_deadline": (Operation.SAVE_INSTITUTIONS, at_noon("set_deadline", NOON.date())),
    "record_letter": (
        Operation.SAVE_INSTITUTIONS,
        lambda world, person: world.store.record_letter(
            world.key, "police", is_reminder=True, person=person, at=NOON
        ),
    ),
    "record_visit": (Operation.SEE_ANSWERS, at_noon("record_visit")),
    "sign_off": (Operation.SIGN_OFF, at_noon("sign_off", "Ana Diaz")),
    "withdraw_sign_off": (Operation.SIGN_OFF, at_noon("withdraw_sign_off")),
    "led_measures": (Operation.REPORT_PROGRESS, reading("led_measures", "police")),
    "report_progress": (Operation.REPORT_PROGRESS, report_progress),
    "progress_history": (Operation.SEE_PLAN, reading("progress_history")),
    "expert_questions": (Operation.SEE_ANSWERS, reading("expert_questions")),
    "discussions": (Operation.DISCUSS, reading("discussions")),
    "discuss": (Operation.DISCUSS, discuss),
    "save_institutions": (Operation.SAVE_INSTITUTIONS, save_institutions),
    "apply_transition": (Operation.APPLY_TRANSITION, apply_transition),
    "note": (
        Operation.EXPORT,
        lambda world, person: world.store.note(
            AuditAction.EXPORTED, person=person, at=NOON, assessment_id=world.key
        ),
    ),
    "people": (Operation.SEE_PEOPLE, lambda world, person: world.store.people(HOME, person=person)),
    "institution_names": (
        Operation.SEE_PEOPLE,
        lambda world, person: world.store.institution_names(HOME, person=person),
    ),
    "give_role": (Operation.CHANGE_ROLES, change_role("give_role")),
    "take_role": (Operation.CHANGE_ROLES, change_role("take_role")),
}
"""A call of each method for the assessment of the home country, whose contributor is of the police."""
