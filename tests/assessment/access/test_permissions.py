"""Every method of the store, asked by every role, at home and abroad, and by a stranger: open exactly as the table says."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field

import pytest

from assessment import Answer, Evidence, Institution, Observation
from assessment.access.permissions import ACCESS, EVERYWHERE, PAGE, Grant, Operation, Reach, page
from assessment.audit_chain import AuditAction
from assessment.errors import NotAllowed, UnknownAssessment, UnknownPerson
from assessment.model.assessment import NATIONAL, AssessmentState, PlanSettings, StoredFile
from assessment.model.roles import AccessRole
from assessment.review.answer_review import Remark, RemarkKind
from assessment.review.plan_review import WHOLE_PLAN, PlanRemark, PlanRemarkKind
from assessment.store import (
    AnswerChange,
    ObservationsChange,
    Person,
    Store,
    account_person,
    email_address,
    local_person,
)
from assessment.workflow.publication import PublicPart
from assessment.workflow.states import BY_OTHERS, LEGAL, IllegalStep, LegalStep, Transition
from tests import builders

NOON = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
SETTER_UP = local_person("the test")
HOME, ABROAD = "KEN", "IRL"
STRANGER = account_person("stranger@example.org")
POLICE_FILE = StoredFile(sha256="a" * 64, name="order.pdf", kind="pdf", size=9)
PLAN_QUESTION = PlanRemark(PlanRemarkKind.QUESTION, "Why so late?")
SCHOOLS_FILE = StoredFile(sha256="b" * 64, name="plan.pdf", kind="pdf", size=9)


def who(role: AccessRole, country: str = HOME) -> Person:
    return account_person(f"{role}.{country}@example.org")


@dataclass
class World:
    """Two countries with an assessment and somebody in each role; `store` as the server opens it."""

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
    """An assessment in which the police and the schools have answered, each with a file."""
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
    store.save_settings(key, targets={"A1": 4}, plan=PlanSettings(), **written)
    return key


@pytest.fixture
def world(database_url: str) -> Iterator[World]:
    with closing(Store.open(database_url)) as local:
        with closing(Store.open(database_url, accounts=True)) as store:
            made = World(local, store)
            for country in (HOME, ABROAD):
                made.keys[country] = begin(local, country)
                for role in AccessRole:
                    at = "police" if role is AccessRole.CONTRIBUTOR else ""
                    local.give_role(
                        who(role, country).name,
                        Grant(role, country, at),
                        person=SETTER_UP,
                        at=NOON,
                    )
            yield made


Call = Callable[[World, Person], object]


def reading(name: str, *rest: object) -> Call:
    return lambda world, person: getattr(world.store, name)(world.key, *rest, person=person)


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
        plan=PlanSettings(),
        expected_revision=seen,
        person=person,
        at=NOON,
    )


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
        (*newest.institutions, more),
        expected_revision=newest.number,
        person=person,
        at=NOON,
    )


def add_file(world: World, person: Person) -> object:
    file = StoredFile(sha256=f"{world.next():064x}", name="x.pdf", kind="pdf", size=1)
    return world.store.add_file(world.key, file, person=person, at=NOON)


def apply_transition(world: World, person: Person) -> object:
    """A step that this role may never take is for another test; here only whether it may take any."""
    mine = next((item for item in LEGAL if person in map(who, item.roles)), LEGAL[0])
    key = reach_state(world, mine)
    seen = len(world.local.steps(key, person=SETTER_UP))
    return step(world.store, key, mine, seen, person)


def snapshot(world: World, person: Person) -> object:
    key = begin(world.local, HOME)
    taken = world.local.apply_transition(key, Transition.SUBMIT, seen=0, person=SETTER_UP, at=NOON)
    return world.store.snapshot(key, taken.snapshot, person=person)


def change_role(name: str) -> Call:
    def call(world: World, person: Person) -> object:
        email = f"n{world.next()}@example.org"
        return getattr(world.store, name)(
            email, Grant(AccessRole.EXPERT, HOME), person=person, at=NOON
        )

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
    "has_answered": (Operation.SEE_STEPS, reading("has_answered")),
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
    "last_saved_at": (Operation.SEE_ANSWERS, reading("last_saved_at")),
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
    "settings": (Operation.SEE_PLAN, reading("settings")),
    "figures": (Operation.SEE_FIGURES, reading("figures", "X")),
    "steps": (Operation.SEE_STEPS, reading("steps")),
    "snapshot": (Operation.SEE_SNAPSHOT, snapshot),
    "publications": (Operation.SEE_SNAPSHOT, reading("publications")),
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
    "save_settings": (Operation.SAVE_PLAN, save_settings),
    "save_figures": (Operation.SAVE_FIGURES, save_figures),
    "change_profile": (Operation.CHANGE_PROFILE, change_profile),
    "save_institutions": (Operation.SAVE_INSTITUTIONS, save_institutions),
    "apply_transition": (Operation.TAKE_STEP, apply_transition),
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
"""How each method is called for the assessment at home; a contributor there is one of the police."""

FOR_EVERYBODY = {
    "assessments": "lists only what the person may see; tested below",
    "my_roles": "tells a person about themselves",
    "sign_in": "is logged for strangers too",
}
WITHOUT_PERSON = {
    "open": "makes a store",
    "open_existing": "makes a store",
    "close": "ends it",
    "reading": "backup, by whoever runs the computer",
    "writing": "restore, by whoever runs the computer",
    "verify_audit": "tells only whether the log holds, by whoever runs the computer",
    "forget_persons": "by whoever runs the computer; says only how many entries it touched",
    "name_administrator": "set up by whoever runs the computer",
}


def public_methods() -> dict[str, object]:
    return {
        name: member
        for name, member in inspect.getmembers(Store, callable)
        if not name.startswith("_")
    }


def test_every_method_of_the_store_names_its_operation_here() -> None:
    assert set(public_methods()) == {*CALLS, *FOR_EVERYBODY, *WITHOUT_PERSON}
    assert {operation for operation, _call in CALLS.values()} == set(Operation) == set(ACCESS)


def test_only_what_is_listed_as_such_asks_for_no_person() -> None:
    without = {
        name
        for name, method in public_methods().items()
        if "person" not in inspect.signature(method).parameters  # type: ignore[arg-type]
    }
    assert without == set(WITHOUT_PERSON)


def outcome(call: Call, world: World, person: Person) -> str:
    try:
        call(world, person)
    except UnknownAssessment:
        return "unknown"
    except NotAllowed:
        return "refused"
    return "allowed"


def test_every_operation_is_open_to_exactly_whom_the_table_says(world: World) -> None:
    wrong: list[str] = []
    of_a_country = {
        "create",
        "import_assessment",
        "people",
        "institution_names",
        "give_role",
        "take_role",
    }
    for name, (operation, call) in CALLS.items():
        for role in AccessRole:
            expected = "allowed" if role in ACCESS[operation] else "refused"
            result = outcome(call, world, who(role))
            wrong += [f"{name}: {role}: {result}"] if result != expected else []
        hidden = "refused" if name in of_a_country else "unknown"
        for person in (*(who(role, ABROAD) for role in AccessRole), STRANGER):
            result = outcome(call, world, person)
            wrong += [f"{name}: {person.name}: {result}"] if result != hidden else []
        if outcome(call, world, SETTER_UP) != "refused":
            wrong.append(f"{name}: the person at the computer, without signing in")
    assert not wrong, "\n".join(wrong)
    assert world.local.verify_audit().broken == ()


def before(state: AssessmentState) -> tuple[LegalStep, ...]:
    """Steps that lead from a draft to a state."""
    ways: dict[AssessmentState, tuple[LegalStep, ...]] = {AssessmentState.DRAFT: ()}
    while state not in ways:
        for item in LEGAL:
            for start in item.before:
                if start in ways and item.after not in ways:
                    ways[item.after] = (*ways[start], item)
    return ways[state]


def step(store: Store, key: str, item: LegalStep, seen: int, person: Person) -> object:
    return store.apply_transition(
        key,
        item.step,
        seen=seen,
        person=person,
        at=NOON,
        reason="because" if item.reason else "",
        questioned={"A1"} if item.questions else (),
        parts=tuple(PublicPart) if item.parts else (),
    )


def reach_state(world: World, item: LegalStep) -> str:
    """A new assessment at home in which this step is the next."""
    key = begin(world.local, HOME, 2026 + world.next())
    for seen, earlier in enumerate(before(item.before[0])):
        step(world.local, key, earlier, seen, SETTER_UP)
    return key


@pytest.mark.parametrize("item", LEGAL, ids=[item.step.value for item in LEGAL])
def test_a_step_is_taken_by_exactly_the_roles_of_the_table(world: World, item: LegalStep) -> None:
    taken = set()
    for role in AccessRole:
        key = reach_state(world, item)
        try:
            step(world.store, key, item, len(before(item.before[0])), who(role))
        except (IllegalStep, NotAllowed):
            continue
        taken.add(role)
    assert taken == set(item.roles)


@pytest.mark.parametrize("item", [item for item in LEGAL if item.step in BY_OTHERS])
def test_nobody_reviews_approves_or_publishes_what_they_have_answered(
    world: World, item: LegalStep
) -> None:
    both = who(item.roles[0])
    key = reach_state(world, LEGAL[0])
    coordinator = Grant(AccessRole.COORDINATOR, HOME)
    world.local.give_role(both.name, coordinator, person=SETTER_UP, at=NOON)
    world.store.save_answer(key, "B1", Answer(level=2), expected_revision=0, person=both, at=NOON)
    world.local.take_role(both.name, coordinator, person=SETTER_UP, at=NOON)
    for seen, earlier in enumerate(before(item.before[0])):
        step(world.local, key, earlier, seen, SETTER_UP)
    with pytest.raises(NotAllowed, match="Somebody else"):
        step(world.store, key, item, len(before(item.before[0])), both)
    assert len(world.local.steps(key, person=SETTER_UP)) == len(before(item.before[0]))


def test_to_a_stranger_an_assessment_is_like_one_that_does_not_exist(world: World) -> None:
    missing = "00000000-0000-0000-0000-000000000000"
    told = []
    for key in (world.key, missing):
        with pytest.raises(UnknownAssessment) as error:
            world.store.load(key, person=STRANGER)
        told.append(str(error.value).replace(key, "ID"))
    assert told[0] == told[1]


def test_who_may_not_is_told_who_may(world: World) -> None:
    with pytest.raises(NotAllowed, match=r"coordinator, contributor\. Ask them"):
        world.store.save_answer(
            world.key,
            "A1",
            Answer(level=1),
            expected_revision=1,
            person=who(AccessRole.EXPERT),
            at=NOON,
        )


def test_the_list_holds_only_what_the_person_may_see(world: World) -> None:
    def listed(person: Person) -> set[str]:
        return {item.id for item in world.store.assessments(person=person)}

    for role in AccessRole:
        seen = role in ACCESS[Operation.SEE_ANSWERS]
        assert listed(who(role)) == ({world.key} if seen else set()), role
        assert listed(who(role, ABROAD)) == ({world.keys[ABROAD]} if seen else set()), role
    assert listed(STRANGER) == set()
    with pytest.raises(NotAllowed, match="Sign in"):
        world.store.assessments(person=SETTER_UP)


def test_a_contributor_sees_the_answers_of_their_institution_and_no_others(world: World) -> None:
    mine, store = who(AccessRole.CONTRIBUTOR), world.store
    result = store.load(world.key, person=mine)
    assert set(result.institution_answers) == {"police"}
    assert [item.id for item in result.institutions] == ["police"]
    everything = result.model_dump_json()
    for hidden in ("national", "schools", "Schools", "s@example.org", "secret"):
        assert hidden not in everything
    assert result.targets == {}
    assert set(store.newest_answers(world.key, person=mine)) == {"police"}
    assert set(store.versions(world.key, person=mine).answers) == {("police", "A1")}
    assert [item.id for item in store.institutions(world.key, person=mine).institutions] == [
        "police"
    ]
    assert [item.file for item in store.files(world.key, person=mine)] == [POLICE_FILE]
    with pytest.raises(Exception, match="no such file"):
        store.file(world.key, SCHOOLS_FILE.sha256, person=mine)
    for other in (NATIONAL, "schools"):
        with pytest.raises(NotAllowed, match="of others"):
            store.answer_history(world.key, "A1", person=mine, institution=other)
        with pytest.raises(NotAllowed, match="of others"):
            store.revisions(world.key, person=mine, institution=other)
    (summary,) = store.assessments(person=mine)
    assert summary.answered == 1


def test_a_contributor_changes_only_what_their_institution_is_asked(world: World) -> None:
    mine, store = who(AccessRole.CONTRIBUTOR), world.store
    written = {"expected_revision": 0, "person": mine, "at": NOON}
    for other in (NATIONAL, "schools"):
        with pytest.raises(NotAllowed, match="of others"):
            save_answer(world, mine, other)
        change = AnswerChange(other, "B1", Answer(level=1), 0)
        with pytest.raises(NotAllowed, match="of others"):
            store.save_all(world.key, answers=(change,), person=mine, at=NOON)
    with pytest.raises(NotAllowed, match="C1: your institution is not asked this"):
        store.save_answer(world.key, "C1", Answer(level=1), institution="police", **written)
    figures = ObservationsChange("X", (Observation(value=1),), 0)
    with pytest.raises(NotAllowed, match="coordinator"):
        save_all(world, mine, figures=(figures,))
    assert world.local.revisions(world.key, person=SETTER_UP, institution="police") == {"A1": 1}
    assert world.local.figures(world.key, "X", person=SETTER_UP).number == 0


def test_a_contributor_learns_of_a_return_only_what_concerns_them(world: World) -> None:
    for seen, item in enumerate(before(AssessmentState.RETURNED)):
        world.local.apply_transition(
            world.key, item.step, seen=seen, person=SETTER_UP, at=NOON,
            reason="secret" if item.reason else "", questioned={"A1", "C1"} if item.questions else (),
        )  # fmt: skip
    last = world.store.steps(world.key, person=who(AccessRole.CONTRIBUTOR))[-1]
    assert (last.step, last.questioned, last.reason) == (Transition.RETURN, ("A1",), "")


def test_an_institution_that_is_not_in_an_assessment_does_not_see_it(world: World) -> None:
    world.local.give_role(
        STRANGER.name, Grant(AccessRole.CONTRIBUTOR, HOME, "customs"), person=SETTER_UP, at=NOON
    )
    with pytest.raises(UnknownAssessment):
        world.store.load(world.key, person=STRANGER)
    assert world.store.assessments(person=STRANGER) == ()


def test_a_role_taken_away_is_gone_at_the_next_call(world: World) -> None:
    expert, administrator = who(AccessRole.EXPERT), who(AccessRole.ADMINISTRATOR)
    world.store.load(world.key, person=expert)
    grant = Grant(AccessRole.EXPERT, HOME)
    world.store.take_role(expert.name, grant, person=administrator, at=NOON)
    with pytest.raises(UnknownAssessment):
        world.store.load(world.key, person=expert)
    world.store.give_role(expert.name.upper(), grant, person=administrator, at=NOON)
    world.store.load(world.key, person=expert)
    assert world.store.my_roles(person=expert) == (grant,)
    assert world.local.verify_audit().broken == ()


def test_a_sign_in_is_logged_once_and_of_strangers_too(world: World) -> None:
    before_it = world.local.verify_audit().entries
    for _time in range(2):
        world.store.sign_in(person=STRANGER, since=NOON, at=NOON)
    world.store.sign_in(person=STRANGER, since=NOON + dt.timedelta(hours=1), at=NOON)
    report = world.local.verify_audit()
    assert (report.entries, report.broken) == (before_it + 2, ())
    with pytest.raises(NotAllowed):
        world.store.sign_in(person=SETTER_UP, since=NOON, at=NOON)


def test_nobody_changes_their_own_roles(world: World) -> None:
    administrator = who(AccessRole.ADMINISTRATOR)
    for grant in (Grant(AccessRole.COORDINATOR, HOME), Grant(AccessRole.ADMINISTRATOR, HOME)):
        for name in ("give_role", "take_role"):
            with pytest.raises(NotAllowed, match="own roles"):
                getattr(world.store, name)(
                    administrator.name.title(), grant, person=administrator, at=NOON
                )


@pytest.mark.parametrize(
    "grant",
    [
        Grant(AccessRole.CONTRIBUTOR, HOME),
        Grant(AccessRole.EXPERT, HOME, "police"),
        Grant(AccessRole.COORDINATOR, EVERYWHERE),
    ],
)
def test_a_role_that_cannot_be_is_refused(world: World, grant: Grant) -> None:
    with pytest.raises(NotAllowed):
        world.local.give_role("x@example.org", grant, person=SETTER_UP, at=NOON)


def test_the_first_administrator_is_named_once_and_never_again(world: World) -> None:
    store, first = world.store, "first@example.org"
    assert not store.name_administrator(first, HOME, at=NOON)
    assert store.name_administrator(first, EVERYWHERE, at=NOON)
    assert not store.name_administrator("second@example.org", EVERYWHERE, at=NOON)
    person = account_person(first)
    assert person.name in {item.email for item in store.people(EVERYWHERE, person=person)}
    store.give_role("x@example.org", Grant(AccessRole.EXPERT, ABROAD), person=person, at=NOON)
    with pytest.raises(NotAllowed):
        store.load(world.key, person=person)
    with pytest.raises(NotAllowed):
        store.people(EVERYWHERE, person=who(AccessRole.ADMINISTRATOR))


def test_a_file_that_says_it_is_published_begins_as_a_draft(world: World) -> None:
    given = builders.assessment().model_copy(
        update={"country": HOME, "state": AssessmentState.PUBLISHED}
    )
    coordinator = who(AccessRole.COORDINATOR)
    key = world.store.import_assessment(given, edition_hash="h", person=coordinator, at=NOON)
    assert world.store.load(key, person=coordinator).state is AssessmentState.DRAFT


@pytest.mark.parametrize(
    "text", ["", "ana", "a@b", "a b@c.org", "a@@c.org", "a@c.org\nx", "a@c,d.e"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UnknownPerson):
        email_address(text)


def test_the_page_shows_the_table_as_it_is() -> None:
    assert PAGE.read_text("utf-8") == page(), "Run `python -m assessment.access.permissions`."


def test_no_role_but_that_of_a_contributor_is_limited_to_an_institution() -> None:
    assert {
        role
        for reaches in ACCESS.values()
        for role, reach in reaches.items()
        if reach is Reach.INSTITUTION
    } == {AccessRole.CONTRIBUTOR}
