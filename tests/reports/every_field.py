"""An assessment with a typed text in every field, and the text of every document that is made of it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import docx
import openpyxl

from assessment import (
    NATIONAL,
    Answer,
    AnswerDetails,
    AnswerStatus,
    Assessment,
    Evidence,
    Institution,
    MeasureChoice,
    MeasureDecision,
    MeasureProgress,
    MeasureStatus,
    Observation,
    PlanSettings,
    RetiredAnswer,
    Settlement,
    Standing,
    StoredFile,
)
from assessment.files.assessment_file import dump_assessment, dump_json
from assessment.model.document_settings import DocumentSettings, Foreword
from assessment.workflow.level_basis import Basis, BasisKind
from assessment.workflow.publication import PublicPart
from exchange.workbook import write_workbook
from exchange.workbook.cell_values import text_of
from exchange.xlsform import write_xlsform
from public.files import public_file, public_paths
from public.redaction import to_public_record
from questionnaires import Clause, Edition, parse_yaml
from reports import (
    build_resolution_analysis,
    build_resolution_report,
    plan_document,
    render_resolution,
    resolution_document,
)
from tests.assessment import parts
from tests.reports.made import page as made_page
from tests.reports.made import words_of_page

EDITION = parts.edition()
DAY = dt.date(2026, 11, 24)
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)

EVIDENCE = ("title", "issuer", "place", "supports", "language", "file")
FIELDS = (
    "note", "reason", "comment", "override", "look again", "settlement", "no reason", "unknown reason", "cell",
    *(f"act {name}" for name in EVIDENCE), *(f"secret {name}" for name in EVIDENCE),
    *(f"proof {name}" for name in EVIDENCE), *(f"their {name}" for name in EVIDENCE),
    "their comment", "institution", "contact", "lead", "funding", "decision", "refusal", "put off", "plan", "progress", "stopped",
    "source", "remark", "region", "retired question", "retired comment", "retired why",
    "foreword", "who signs", "office",
)  # fmt: skip
"""Every field for a typed text; each text begins with the name of its field in angle brackets."""


def begun(field: str, text: str) -> str:
    return f"«{field}» {text}"


def filled(texts: Sequence[str]) -> tuple[Assessment, Mapping[str, str]]:
    """The assessment, and the text of each of FIELDS; `texts` are used in turn."""
    typed = {field: begun(field, text) for field, text in zip(FIELDS, itertools.cycle(texts))}

    def evidence(kind: str, **more: Any) -> Evidence:
        given = {name: typed[f"{kind} {name}"] for name in EVIDENCE if name != "file"}
        file = StoredFile(sha256="a" * 64, name=typed[f"{kind} file"], kind="pdf", size=7)
        return Evidence(year=2020, confidence="A", file=file, **given, **more)

    answers = {
        "A1": Answer(
            level=1,
            reason=typed["reason"],
            comment=typed["comment"],
            override=typed["override"],
            look_again=typed["look again"],
            evidence=(evidence("act"), evidence("secret", public=False)),
            settlement=Settlement(reason=typed["settlement"]),
            details=AnswerDetails(
                checks={"tests": {"law": True}}, rows={"lines": ({"number": typed["cell"]},)}
            ),
        ),
        "A2": Answer(state=AnswerStatus.NOT_APPLICABLE, reason=typed["no reason"]),
        "B1": Answer(level=0),
        "B2": Answer(state=AnswerStatus.DONT_KNOW, reason=typed["unknown reason"]),
    }
    plan = PlanSettings(
        start="2027-01",
        reason=typed["plan"],
        document=DocumentSettings(
            foreword=Foreword(
                text=typed["foreword"], name=typed["who signs"], office=typed["office"]
            )
        ),
        decisions={
            "A1-a": MeasureDecision(
                lead=typed["lead"], funding=typed["funding"], reason=typed["decision"]
            ),
            "A1-b": MeasureDecision(choice=MeasureChoice.MAY_NOT, reason=typed["refusal"]),
            "A2-a": MeasureDecision(
                choice=MeasureChoice.NOT_NOW, look_again="2028-05", reason=typed["put off"]
            ),
        },
        progress={
            "B1-a": MeasureProgress(
                status=MeasureStatus.UNDER_WAY,
                started="2027-01",
                note=typed["progress"],
                evidence=(evidence("proof"),),
            ),
            "B2-a": MeasureProgress(status=MeasureStatus.STOPPED, note=typed["stopped"]),
        },
    )
    figures = (
        Observation(value=40, year=2024, source=typed["source"], note=typed["remark"]),
        Observation(value=41, year=2024, breakdown={"region": typed["region"]}),
    )
    ministry = Institution(
        id="ministry",
        name=typed["institution"],
        contact=typed["contact"],
        indicators=("A1", "A2", "B1", "B2"),
    )
    theirs = Answer(level=2, comment=typed["their comment"], evidence=(evidence("their"),))
    retired = RetiredAnswer(
        edition="old",
        indicator="Z1",
        question=typed["retired question"],
        answer=Answer(level=1, comment=typed["retired comment"]),
        why=typed["retired why"],
    )
    made = Assessment(
        country="KEN",
        edition="test",
        cycle=2026,
        standing=Standing.ILLUSTRATIVE,
        note=typed["note"],
        answers=answers,
        plan=plan,
        figures={"S1": figures},
        institutions=(ministry,),
        institution_answers={"ministry": {"A1": theirs}},
        retired=(retired,),
    )
    return made, typed


def _file(suffix: str, given: Assessment) -> bytes:
    return plan_document(suffix, EDITION, given, DAY, sketch=True)


def _word(given: Assessment) -> str:
    return _words_of_docx(_file(".docx", given))


def _words_of_docx(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    return "".join(item.text or "" for item in body.iter() if item.tag.endswith("}t"))


def _resolution_edition() -> Edition:
    """The edition with an invitation that all of its questions answer."""
    clause = Clause(id="MS1", text="Do it.", addressee="Member States", kind="invitation")
    pillars = tuple(
        pillar.model_copy(
            update={
                "indicators": tuple(
                    item.model_copy(update={"clauses": ("MS1",)}) for item in pillar.indicators
                )
            }
        )
        for pillar in EDITION.pillars
    )
    fields = {name: getattr(EDITION, name) for name in Edition.model_fields}
    return Edition(**{**fields, "pillars": pillars, "clauses": (clause,)})


def _resolution(suffix: str) -> Callable[[Assessment], str]:
    def text_of_report(given: Assessment) -> str:
        analysis = build_resolution_analysis(_resolution_edition(), given, DAY)
        if suffix == ".html":
            return words_of_page(render_resolution(build_resolution_report(analysis)))
        data = resolution_document(suffix, analysis)
        return _values(data.decode()) if suffix == ".json" else _words_of_docx(data)

    return text_of_report


def _book(data: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return "\n".join(text_of(cell) for cell in cells if cell.data_type == "s")


def _table(data: bytes) -> str:
    rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return "\n".join(cell for row in rows for cell in row)


def _texts(value: object) -> Iterator[str]:
    match value:
        case dict():
            for key, item in value.items():
                yield key
                yield from _texts(item)
        case list():
            for item in value:
                yield from _texts(item)
        case str():
            yield value


def _values(text: str) -> str:
    return "\n".join(_texts(json.loads(text)))


def _public(kind: str) -> Callable[[Assessment], str]:
    def text_of_files(given: Assessment) -> str:
        record = to_public_record(EDITION, given, tuple(PublicPart), NOON, Basis(BasisKind.OWN))
        read: Mapping[str, Callable[[bytes], str]] = {
            "": lambda body: words_of_page(body.decode()),
            ".pdf": lambda body: words_of_page(body.decode()),
            ".csv": _table,
            ".xlsx": _book,
            ".json": lambda body: _values(body.decode()),
        }
        found = []
        for path in public_paths(record, EDITION):
            match = re.search(r"\.\w+$", path)
            if (match[0] if match else "") == kind:
                file = public_file(record, EDITION, path)
                assert file is not None
                found.append(read[kind](file.body))
        return "\n".join(found)

    return text_of_files


PRINTED_EVIDENCE = ("title", "issuer", "place", "language", "file")
PUBLIC = {
    "reason", "no reason", "unknown reason", "comment", "lead", "funding", "source", "region",
    *(f"act {name}" for name in ("title", "issuer", "place", "language")),
}  # fmt: skip
OF_THE_COUNTRY = {
    "reason", "comment", "override", "no reason", "unknown reason", "source", "remark", "region",
    *(f"{kind} {name}" for kind in ("act", "secret") for name in EVIDENCE),
}  # fmt: skip

RESOLUTION = {"note", "reason", "lead"}
"""No note of the follow-up, comment or evidence: the report may leave the country."""

DOCUMENTS: Mapping[str, tuple[Callable[[Assessment], str], set[str]]] = {
    "the page of the PDF": (
        lambda given: words_of_page(made_page(given, EDITION)),
        {
            "note", "reason", "comment", "settlement", "no reason", "unknown reason", "lead", "funding", "decision",
            "refusal", "plan", "source", "foreword", "who signs", "office",
            *(f"{kind} {name}" for kind in ("act", "secret") for name in PRINTED_EVIDENCE),
        },
    ),
    "Word": (_word, {"note", "lead", "funding", "decision", "refusal", "plan", "foreword", "who signs", "office"}),
    "Excel": (lambda given: _book(_file(".xlsx", given)), {"note", "lead", "funding"}),
    "CSV": (lambda given: _table(_file(".csv", given)), {"lead", "funding"}),
    "scores as CSV": (lambda given: _table(_file(".scores.csv", given)), set()),
    "calendar": (lambda given: _file(".ics", given).decode().replace("\r\n ", ""), set()),
    "JSON": (lambda given: _values(_file(".json", given).decode()), {"lead", "funding"}),
    "report on Resolution 179": (_resolution(".html"), RESOLUTION),
    "report on Resolution 179 in Word": (_resolution(".docx"), RESOLUTION),
    "report on Resolution 179 as JSON": (_resolution(".json"), set()),
    "workbook of the country": (
        lambda given: _book(write_workbook(EDITION, given, NATIONAL, NOON)),
        OF_THE_COUNTRY,
    ),
    "workbook of an institution": (
        lambda given: _book(write_workbook(EDITION, given, "ministry", NOON)),
        {"institution", "their comment", "source", "remark", "region", *(f"their {n}" for n in EVIDENCE)},
    ),
    "form": (lambda given: _book(write_xlsform(EDITION, given, "ministry")), {"institution"}),
    "assessment file as JSON": (lambda given: _values(dump_json(given)), set(FIELDS)),
    "assessment file as YAML": (
        lambda given: "\n".join(_texts(_plain(parse_yaml(dump_assessment(given).encode(), "x.yaml")))),
        set(FIELDS),
    ),
    "public pages": (_public(""), PUBLIC),
    "public PDF": (_public(".pdf"), PUBLIC),
    "public tables": (_public(".csv"), PUBLIC),
    "public Excel": (_public(".xlsx"), PUBLIC),
    "public API": (_public(".json"), PUBLIC),
}  # fmt: skip
"""What the text of each document is read by, and the fields that it shows; no others."""


def _plain(value: object) -> object:
    return json.loads(json.dumps(value, default=str))
