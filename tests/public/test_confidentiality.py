"""Content outside the chosen parts is in no public byte: every text of a snapshot is marked and searched for."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Mapping

import pytest
from pydantic import BaseModel

from assessment import (
    AdoptedPlan,
    Answer,
    AnswerDetails,
    AnswerStatus,
    Assessment,
    AssessmentState,
    Capacity,
    Emphasis,
    Evidence,
    Institution,
    Load,
    MeasureChoice,
    MeasureDecision,
    MeasureProgress,
    MeasureStatus,
    Observation,
    ObservationState,
    OwnCost,
    OwnDuration,
    PlanSettings,
    RetiredAnswer,
    Settlement,
    Standing,
    StatusValue,
    StoredFile,
)
from assessment.model.document_settings import DocumentSettings, Emblem, Foreword, Paper
from assessment.model.report_chapters import Chapter
from assessment.pictures.svg import clean_svg
from assessment.workflow.level_basis import Basis, BasisKind
from assessment.workflow.publication import PublicPart
from public.files import public_file, public_paths
from public.redaction import to_public_record
from questionnaires import load_published_edition

AT = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
EDITION = load_published_edition("2026")
SUBSETS = [
    parts for size in range(1, 6) for parts in itertools.combinations(tuple(PublicPart), size)
]
EMBLEM = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path id="zqemblem-idqz" d="M0 0h1"/></svg>'
HOSTILE = "</script><script>alert(1)</script>=1+1"
PUBLIC_IN = {
    "answer-reason": PublicPart.ANSWERS,
    "answer-comment": PublicPart.ANSWERS,
    "second-comment": PublicPart.ANSWERS,
    "evidence-title": PublicPart.EVIDENCE,
    "evidence-issuer": PublicPart.EVIDENCE,
    "evidence-url": PublicPart.EVIDENCE,
    "evidence-language": PublicPart.EVIDENCE,
    "evidence-place": PublicPart.EVIDENCE,
    "decision-lead": PublicPart.ROADMAP,
    "decision-funding": PublicPart.ROADMAP,
    "figure-source": PublicPart.FIGURES,
    "figure-url": PublicPart.FIGURES,
    "figure-group": PublicPart.FIGURES,
    "figure-value": PublicPart.FIGURES,
}
"""The part in which a marked text may occur; other texts may occur nowhere."""

STRUCTURE = re.compile(
    r"KEN|2026|quick|full|USD|20\d\d-\d\d|[a-f0-9]{64}|[A-Z]\d\d(-[a-z])?|default|pdf|low|law|A|police|"
    r"answered|not_applicable|not_collected|agreed|illustrative|must|not_now|under_way|annex|legal|yes|telecom_regulator|widest_gain|EDU-INT-1"
)
"""Texts that are ids, states and numbers, not typed by people."""


def mark(name: str) -> str:
    return f"zq{name}qz{HOSTILE}"


def evidence(kind: str, *, public: bool) -> Evidence:
    return Evidence(
        title=mark(f"{kind}-title"), type="law", issuer=mark(f"{kind}-issuer"),
        url=f"https://zq{kind}-urlqz.example/\"><script>alert(1)</script>", date=dt.date(2020, 2, 3), year=2020,
        language=mark(f"{kind}-language"), place=mark(f"{kind}-place"), public=public, confidence="A",
        supports=mark(f"{kind}-supports"),
        file=StoredFile(sha256="a" * 64, name=mark(f"{kind}-file"), kind="pdf", size=7),
    )  # fmt: skip


def everything() -> Assessment:
    """An assessment with every field filled, each text with a unique mark."""
    details = AnswerDetails(
        checks={mark("details-check"): {mark("details-item"): True}},
        statuses={mark("details-status"): {mark("details-state"): StatusValue(
            status=mark("details-value"), date=dt.date(2020, 2, 3), year=2020)}},
        rows={mark("details-rows"): ({mark("details-column"): mark("details-cell")},)},
    )  # fmt: skip
    settled = Settlement(reason=mark("settlement-reason"), positions={mark("position-who"): mark("position")})  # fmt: skip
    first = Answer(
        state=AnswerStatus.NOT_APPLICABLE, reason=mark("answer-reason"), comment=mark("answer-comment"),
        evidence=(evidence("evidence", public=True), evidence("hidden", public=False)),
        override=mark("override"), look_again=mark("look-again"), settlement=settled,
    )  # fmt: skip
    theirs = Answer(level=4, reason=mark("their-reason"), comment=mark("their-comment"))
    return Assessment(
        country="KEN", edition="2026", cycle=2026, profile="quick", state=AssessmentState.AGREED,
        standing=Standing.ILLUSTRATIVE, note=mark("note"),
        answers={"L02": first, "O01": Answer(level=1, comment=mark("second-comment")),
                 "O04": Answer(level=1, details=details), "T01": Answer(level=1)},
        targets={"default": 3},
        submissions={mark("submission-of"): {mark("submission-id"): {"L02": mark("submission-said")}}},
        plan=PlanSettings(
            start="2027-01", horizon_months=48, currency="KES", price_year=2025, exchange_rate=130.0, fiscal_year_start=7,
            budget_by_year=(123456789.0,), budget_figure="low", at_once=9, target_profile=mark("target-profile"),
            capacity={"telecom_regulator": Capacity(at_once=3, person_months=7.0)}, not_before="2027-01",
            decisions={"O01-a": MeasureDecision(
                choice=MeasureChoice.MUST, by="2029-12", months=OwnDuration(low=3, likely=4, high=5),
                cost=OwnCost(low=1.0, high=2.0), yearly_cost=OwnCost(low=1.0, high=2.0), person_months=2.0,
                lead=mark("decision-lead"), funding=mark("decision-funding"), reason=mark("decision-reason")),
                "O02-a": MeasureDecision(
                    choice=MeasureChoice.NOT_NOW, look_again="2029-11", reason=mark("put-off-reason"))},
            progress={"O04-a": MeasureProgress(
                status=MeasureStatus.UNDER_WAY, started="2027-01", ended="2027-03", date=dt.date(2027, 2, 2),
                note=mark("progress-note"), evidence=(evidence("progress", public=True),), reported_by=mark("reported-by"))},
            reporting={"O01-a": mark("reporting")},
            adopted=AdoptedPlan(date=dt.date(2027, 1, 1), months={"O01-a": ("2027-01", "2027-03")}),
            reason=mark("plan-reason"), left_out=(Chapter.ANNEX,), emphasis=Emphasis.WIDEST_GAIN,
            document=DocumentSettings(
                paper=Paper.LETTER, emblem=Emblem(kind="svg", data=clean_svg(EMBLEM)), colours=("#123456",),
                foreword=Foreword(text=mark("foreword"), name=mark("foreword-name"), office=mark("foreword-office"))),
            load=Load(in_all=19, first_year=11, lead=2, lead_agency=4, first_quarter=7),
        ),
        figures={"EDU-INT-1": (
            Observation(value=7.0, year=2024, source=mark("figure-source"), url="https://zqfigure-urlqz.example",
                   breakdown={mark("figure-group"): mark("figure-value")}, note=mark("figure-note")),
            Observation(state=ObservationState.NOT_COLLECTED))},
        retired=(RetiredAnswer(edition="2025", indicator=mark("retired-id"), question=mark("retired-question"),
                               answer=theirs, why=mark("retired-why"), institution=mark("retired-who")),),
        institutions=(Institution(id="police", name=mark("institution-name"), role=mark("institution-role"),
                                  contact=mark("institution-contact"), indicators=("L02",)),),
        institution_answers={"police": {"L02": theirs, "T01": Answer(value=3.0)}},
    )  # fmt: skip


def fields(value: object) -> Iterator[tuple[type[BaseModel], str, object]]:
    """Every field of every record below, with what it holds."""
    match value:
        case BaseModel():
            for name in type(value).model_fields:
                yield type(value), name, getattr(value, name)
                yield from fields(getattr(value, name))
        case Mapping():
            for item in value.values():
                yield from fields(item)
        case tuple():
            for item in value:
                yield from fields(item)


def texts(value: object) -> Iterator[str]:
    match value:
        case BaseModel():
            for name in type(value).model_fields:
                yield from texts(getattr(value, name))
        case Mapping():
            for key, item in value.items():
                yield from texts(key)
                yield from texts(item)
        case tuple():
            for item in value:
                yield from texts(item)
        case str():
            yield str(value)


def test_no_field_of_an_assessment_escapes_this_test() -> None:
    """A new field must be filled here; it is then searched for like the others."""
    filled: dict[tuple[type[BaseModel], str], bool] = {}
    for record, name, value in fields(everything()):
        default = record.model_fields[name].get_default(call_default_factory=True)
        filled[record, name] = filled.get((record, name), False) or value != default
    empty = [f"{record.__name__}.{name}" for (record, name), given in filled.items() if not given]
    assert empty == []


def test_every_text_in_it_has_its_mark_or_is_no_text_of_a_person() -> None:
    plain = {text for text in texts(everything()) if "zq" not in text}
    assert {text for text in plain if not STRUCTURE.fullmatch(text)} <= {
        "KES",
        "2025",
        "",
        "svg",
        "letter",
        "#123456",
    }


def public_bytes(assessment: Assessment, parts: tuple[PublicPart, ...]) -> dict[str, bytes]:
    """Every public file by its path; a workbook unpacked (but the time of writing), of the PDF the page that is printed."""
    record = to_public_record(EDITION, assessment, parts, AT, Basis(BasisKind.OWN))
    result = {}
    for path in public_paths(record, EDITION):
        file = public_file(record, EDITION, path)
        assert file is not None, path
        result[path] = file.body
        if path.endswith(".xlsx"):
            with zipfile.ZipFile(io.BytesIO(file.body)) as packed:
                names = [
                    name
                    for name in packed.namelist()
                    if name.endswith(".xml") and "core" not in name
                ]
                result[path] = b"".join(map(packed.read, names))
    return result


@pytest.mark.parametrize("parts", SUBSETS, ids="+".join)
def test_nothing_outside_the_chosen_parts_is_in_any_public_byte(
    parts: tuple[PublicPart, ...],
) -> None:
    allowed = {name for name, part in PUBLIC_IN.items() if part in parts}
    seen = set()
    for path, body in public_bytes(everything(), parts).items():
        result = {name.decode() for name in re.findall(rb"zq([a-z-]+)qz", body)}
        assert result <= allowed, (path, result - allowed)
        seen |= result
        assert b"a" * 64 not in body, f"{path}: the hash of a file"
    assert seen == allowed


@pytest.mark.parametrize(
    ("parts", "change"),
    [
        ((PublicPart.EVIDENCE,), {"answers": "levels"}),
        ((PublicPart.EVIDENCE, PublicPart.ANSWERS), {"targets": {"default": 4}}),
        ((PublicPart.PROFILE, PublicPart.ANSWERS, PublicPart.EVIDENCE), {"plan": PlanSettings()}),
        (tuple(PublicPart), {"institution_answers": {}}),
        (tuple(PublicPart), {"institutions": ()}),
        (tuple(PublicPart), {"note": "", "retired": ()}),
        (tuple(PublicPart)[:-1], {"figures": {}}),
    ],
    ids=str,
)
def test_changing_what_is_not_public_changes_no_public_byte(
    parts: tuple[PublicPart, ...], change: dict[str, object]
) -> None:
    before = everything()
    if change == {"answers": "levels"}:
        change = {
            "answers": {
                **before.answers,
                "O01": Answer(level=4, comment="other"),
                "O02": Answer(level=3),
            }
        }
    changed = before.model_copy(update=change)
    assert public_bytes(before, parts) == public_bytes(changed, parts)


def test_what_somebody_typed_is_text_in_every_page() -> None:
    for path, body in public_bytes(everything(), tuple(PublicPart)).items():
        text = body.decode()
        if text.startswith("<!DOCTYPE"):
            data = text.count('<script type="application/ld+json">')
            assert text.count("<script") == text.count("</script") == data, path
        if path.endswith(".xlsx"):
            assert "<f>" not in text


def test_a_profile_leaves_out_an_invitation_whose_score_is_the_level_of_one_question() -> None:
    alone = {
        clause.id
        for clause in EDITION.clauses
        if sum(item.scored for item in EDITION.indicators_of_clause[clause.id]) == 1
    }
    answers = dict.fromkeys(EDITION.indicators, Answer(level=2))
    full = Assessment(country="KEN", edition="2026", cycle=2026, answers=answers)
    record = to_public_record(EDITION, full, (PublicPart.PROFILE,), AT, Basis(BasisKind.OWN))
    shown = {item.id for item in record.profile or () if item.kind == "invitation"}
    invited = {clause.id for clause in EDITION.clauses if clause.kind == "invitation"}
    assert invited & alone
    assert shown == invited - alone
