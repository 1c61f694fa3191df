"""Forms for KoboToolbox and ODK: pyxform accepts them, and their submissions give the entered answers."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import random
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from assessment import Answer, Assessment, Institution, apply_details
from assessment.answers.settlement import propose_indicators
from assessment.files.assessment_file import dump_assessment, read_assessment
from cli import main
from exchange.flat_records import flatten
from exchange.merge import ConflictResolution, resolve
from exchange.preview import preview
from exchange.xlsform import SubmissionsRefused, read_submissions, write_xlsform
from exchange.xlsform.fields import form_fields
from questionnaires import load_published_edition
from tests.support.profiles import drawn

EDITION = load_published_edition("2026")
POLICE = Institution(
    id="police", name="Police", role="police", indicators=propose_indicators(EDITION, "police")
)
EMPTY = Assessment(country="KEN", edition="2026", cycle=2026, institutions=(POLICE,))
QUICK = EMPTY.model_copy(update={"profile": "quick"})
XFORM = "{http://www.w3.org/2002/xforms}"

Values = Mapping[str, str]


def converted(form: bytes) -> tuple[str, list[str]]:
    warnings: list[str] = []
    result = convert(io.BytesIO(form), file_type=".xlsx", warnings=warnings)
    return result.xform, warnings


def instance(xform: str) -> ET.Element:
    """The empty submission inside a form."""
    root = ET.fromstring(xform)
    result = next(iter(root.iter(f"{XFORM}instance")))
    return result[0]


def choices(xform: str) -> dict[str, list[str]]:
    """The values of each list of choices, by the name of the field that it is for."""
    root = ET.fromstring(xform)
    lists = {
        item.get("id", ""): [name.text or "" for name in item.iter(f"{XFORM}name")]
        for item in root.iter(f"{XFORM}instance")
        if item.get("id")
    }
    result: dict[str, list[str]] = {}
    for select in root.iter(f"{XFORM}select1"):
        nodes = select.find(f"{XFORM}itemset")
        name = (select.get("ref") or "").rsplit("/", 1)[-1]
        if nodes is not None:
            used = next(key for key in lists if f"'{key}'" in (nodes.get("nodeset") or ""))
            result[name] = lists[used]
        else:
            result[name] = [item.text or "" for item in select.iter(f"{XFORM}value")]
    return result


def filled(form: bytes, values: Values) -> dict[str, str]:
    """The JSON of KoboToolbox for `values` entered into the form: paths of groups, then the field."""
    xform, _warnings = converted(form)
    root = ET.fromstring(xform)
    calculated = {
        (bind.get("nodeset") or "").rsplit("/", 1)[-1]: (bind.get("calculate") or "").strip("'")
        for bind in root.iter(f"{XFORM}bind")
        if bind.get("calculate")
    }
    result: dict[str, str] = {}

    def walk(element: ET.Element, path: str) -> None:
        for child in element:
            name = child.tag.rsplit("}", 1)[-1]
            if len(child):
                walk(child, f"{path}{name}/")
            elif name in values:
                result[f"{path}{name}"] = values[name]
            elif calculated.get(name, "").isprintable() and name.startswith("cop_"):
                result[f"{path}{name}"] = calculated.get(name, "")

    walk(instance(xform), "")
    assert set(values) <= {key.rsplit("/", 1)[-1] for key in result}, "a field is not in the form"
    return {key: text for key, text in result.items() if text}


def as_json(*records: Values) -> bytes:
    return json.dumps({"count": len(records), "results": list(records)}).encode()


def as_csv(*records: Values, sign: str = ",") -> bytes:
    names = list(dict.fromkeys(key for record in records for key in record))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, delimiter=sign, restval="")
    writer.writeheader()
    writer.writerows(records)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def as_odk(*records: Values) -> bytes:
    """ODK Central joins groups with a hyphen."""
    return as_csv(*({key.replace("/", "-"): text for key, text in r.items()} for r in records))


def imported(data: bytes, into: Assessment, rule: ConflictResolution | None = None) -> Assessment:
    """The assessment after every submission, through the same preview as a workbook."""
    for item in read_submissions(data, "export.csv", EDITION, into):
        result = preview(item.batch, EDITION, apply_details(EDITION, into))
        into = resolve(result, EDITION, into, {}, rule=rule).assessment
    return into


@pytest.mark.parametrize("assessment", [EMPTY, QUICK], ids=["full", "quick"])
@pytest.mark.parametrize("institution", ["national", "police"])
def test_pyxform_takes_the_form_without_error_or_warning(
    assessment: Assessment, institution: str
) -> None:
    xform, warnings = converted(write_xlsform(EDITION, assessment, institution))
    assert warnings == []
    names = {item.tag.rsplit("}", 1)[-1] for item in instance(xform).iter()}
    requested = (
        EDITION.profile_indicators(assessment.profile)
        if institution == "national"
        else [k for k in POLICE.indicators if k in EDITION.profile_indicators(assessment.profile)]
    )
    assert {f"{key}_choice" for key in requested} <= names
    assert {name for name in names if name.endswith("_choice")} == {
        f"{k}_choice" for k in requested
    }
    assert not {"deviceid", "phonenumber", "username", "simserial"} & names


def test_every_field_of_a_form_stands_for_one_field_of_the_assessment() -> None:
    xform, _warnings = converted(write_xlsform(EDITION, EMPTY))
    known = form_fields(EDITION)
    requested = set(choices(xform))
    assert requested
    assert requested <= set(known)


@pytest.mark.parametrize(
    "make", [as_json, as_csv, as_odk], ids=["kobo json", "kobo csv", "odk csv"]
)
def test_a_submission_made_from_the_form_imports(make: Callable[..., bytes]) -> None:
    form = write_xlsform(EDITION, EMPTY, "police")
    key = next(k for k in POLICE.indicators if not EDITION.indicators[k].details)
    record = filled(
        form,
        {
            f"{key}_choice": "3",
            f"{key}_reason": "=1+1 «так»",
            f"{key}_comment": "two\nlines",
            f"{key}_evidence_title": "Report",
            f"{key}_evidence_url": "https://police.example/report",
            f"{key}_evidence_dated": "2025-04-01",
            f"{key}_evidence_confidence": "B",
        },
    )
    after = imported(make({**record, "_submission_time": "2026-11-20T10:00:00"}), EMPTY)
    answer = after.institution_answers["police"][key]
    assert (answer.level, answer.reason, answer.comment) == (3, "=1+1 «так»", "two\nlines")
    (item,) = answer.evidence
    assert (item.title, item.url, str(item.date), item.confidence) == (
        "Report", "https://police.example/report", "2025-04-01", "B",
    )  # fmt: skip
    assert after.answers == {}
    assert imported(make(record), after) == after


def _random_values(draw: random.Random, form: bytes) -> dict[str, str]:
    """Random values for about every third field."""
    xform, _warnings = converted(form)
    known, offered = form_fields(EDITION), choices(xform)
    names = {item.tag.rsplit("}", 1)[-1] for item in instance(xform).iter()} & set(known)
    values: dict[str, str] = {}
    for name in sorted(names):
        if draw.random() > 0.34:
            continue
        field = known[name]
        if name in offered:
            values[name] = draw.choice(offered[name])
        elif field.field in ("reason", "comment", "override", "issuer", "place", "source", "title"):
            values[name] = draw.choice(("a text", "=SUM(A1)", "δοκιμή", "-5"))
    return _completed(values)


def _completed(values: dict[str, str]) -> dict[str, str]:
    """The values that the constraints of the form permit."""
    for name in list(values):
        key, _sign, last = name.partition("_")
        if last == "choice" and values[name] == "not_applicable":
            values[f"{key}_reason"] = "It can’t apply."
        if "_evidence_" in name:
            values.setdefault(f"{name.rsplit('_evidence_', 1)[0]}_evidence_title", "Act")
    return {
        name: text
        for name, text in values.items()
        if not name.endswith(("_source", "_state")) or name.endswith("_state")
    }


FORMS = {name: write_xlsform(EDITION, QUICK, name) for name in ("national", "police")}


@settings(max_examples=drawn(12), deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(sorted(FORMS)))
def test_whatever_is_chosen_in_the_form_stands_here_afterwards(seed: int, whose: str) -> None:
    values = _random_values(random.Random(seed), FORMS[whose])
    record = filled(FORMS[whose], values)
    (item,) = read_submissions(as_csv(record), "export.csv", EDITION, QUICK)
    result = preview(item.batch, EDITION, QUICK)
    rejected = {row.row.owner for row in result.items if row.problems}
    after = resolve(result, EDITION, QUICK, {}, leave_out_rejected=True).assessment
    stands = flatten(EDITION, after, whose)
    known = form_fields(EDITION)
    for name, text in values.items():
        field = known[name]
        if field.record_id and field.owner not in rejected:
            assert stands[field.record_id].fields[field.field] == text, name
    for row in (row for row in result.items if row.problems):
        assert all(str(problem).count(": ") >= 1 for problem in row.problems)


def test_two_submissions_come_in_the_order_of_their_time_and_conflicts_are_asked() -> None:
    form = FORMS["police"]
    key = next(k for k in POLICE.indicators if k in EDITION.profile_indicators("quick"))
    late = {**filled(form, {f"{key}_choice": "dont_know"}), "_submission_time": "2026-11-21"}
    early = {
        **filled(form, {f"{key}_choice": "outside_mandate", f"{key}_comment": "not us"}),
        "_submission_time": "2026-11-20",
    }
    result = read_submissions(as_json(late, early), "x.json", EDITION, QUICK)
    assert [item.number for item in result] == [2, 1]
    with pytest.raises(Exception, match="Decide"):
        imported(as_json(late, early), QUICK)
    after = imported(as_json(late, early), QUICK, rule=ConflictResolution.TAKE_FILE)
    answer = after.institution_answers["police"][key]
    assert (answer.state.value, answer.comment) == ("dont_know", "not us")


def test_a_submission_fills_in_and_takes_nothing_away() -> None:
    key = next(k for k in EDITION.profile_indicators("quick") if not EDITION.indicators[k].details)
    stands = QUICK.model_copy(update={"answers": {key: Answer(level=2, comment="kept")}})
    after = imported(as_csv(filled(FORMS["national"], {f"{key}_reason": "So."})), stands)
    assert after.answers[key] == Answer(level=2, comment="kept", reason="So.")


KEY = next(k for k in POLICE.indicators if k in EDITION.profile_indicators("quick"))
GOOD = filled(FORMS["police"], {f"{KEY}_choice": "dont_know"})


def _but(**changed: str | None) -> dict[str, str]:
    result = {**GOOD, **{key: text for key, text in changed.items() if text is not None}}
    return {key: text for key, text in result.items() if key not in changed or changed[key]}


REFUSED: Mapping[str, tuple[bytes, str]] = {
    "empty": (b"  \n", "is empty"),
    "only a head": (as_csv(GOOD).split(b"\n")[0], "no submission"),
    "workbook": (FORMS["police"], "neither CSV nor JSON"),
    "picture": (b"\x89PNG\r\n\x1a\n", "neither CSV nor JSON"),
    "photograph": (b"\xff\xd8\xff\xe0 JFIF", "neither CSV nor JSON"),
    "html": (b"<html>", "neither CSV nor JSON"),
    "nul": (b"a,b\n1,\0", "neither CSV nor JSON"),
    "latin": ("a,b\n1,é".encode("latin-1"), "not text in UTF-8"),
    "cut json": (as_json(GOOD)[:-5], "not valid JSON"),
    "deep json": (b"[" * 5_000 + b"]" * 5_000, "levels deep"),
    "deep object": (b'{"a":' * 200 + b"1" + b"}" * 200, "levels deep"),
    "json text": (b'["a"]', "no list of submissions"),
    "key twice": (b'[{"a": 1, "a": 2}]', "given twice"),
    "another form": (as_csv({"name": "Ana", "age": "3"}), "not from a form of this toolkit"),
    "labels": (as_csv({"Is there a law?": "Yes"}), "labels instead of names"),
    "another edition": (as_json(_but(cop_edition="2019")), "another edition"),
    "changed edition": (as_json(_but(cop_hash="0" * 64)), "another edition"),
    "another country": (as_json(_but(cop_country="ALB")), "is for ALB 2026"),
    "another cycle": (as_json(_but(cop_cycle="2024")), "is for KEN 2024"),
    "unknown institution": (as_json(_but(cop_institution="navy")), "not on the list"),
    "column twice": (
        as_csv({**GOOD, f"other/{KEY}_choice": "not_applicable"}),
        "twice with different values",
    ),
    "long line": (as_csv(GOOD) + b"1," * 9_000, "more cells"),
    "cut within quotes": (as_csv({**GOOD, "note": "one, two"})[:-8], "cut short"),
    "cut within a row": (
        as_csv({**GOOD, "note": "a"}).rstrip()[:-5].rpartition(b",")[0],
        "cut short",
    ),
    "half a quote": (as_csv(GOOD) + b'"a"b,1\n', "no CSV"),
    "UTF-16 without a mark": ("a,b\n1,2\n".encode("utf-16-le"), "neither CSV nor JSON"),
    "UTF-32": ("a,b\n1,2\n".encode("utf-32"), "neither CSV nor JSON"),
    "half of UTF-16": ("a,b\n1,2\n".encode("utf-16") + b"\n", "neither CSV nor JSON"),
    "only a mark": (b"\xef\xbb\xbf", "is empty"),
    "only a mark of UTF-16": (b"\xff\xfe", "is empty"),
    "too many": (as_json(*[GOOD] * 501), "more than 500"),
    "too large": (b"a,b\n" + b"x" * 10_000_001, "more than 10 MB"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_export_that_can_t_be_used_is_refused_in_words(case: str) -> None:
    data, words = REFUSED[case]
    with pytest.raises(SubmissionsRefused) as refused:
        read_submissions(data, "export.csv", EDITION, QUICK)
    assert str(refused.value).startswith("export.csv")
    assert words in str(refused.value)


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("choice", "3 Working", "not a level. Is it a label?"),
        ("choice", "Level 3", "not a level. Is it a label?"),
        ("choice", "5", "not a level"),
        ("evidence_confidence", "E", "not in the list"),
        ("evidence_dated", "1 May", "a day or a year"),
        ("comment", "x" * 50_001, "longer than"),
    ],
)
def test_a_value_that_can_t_be_read_rejects_its_row_with_the_field(
    field: str, text: str, words: str
) -> None:
    record = {**GOOD, f"x/{KEY}_evidence_title": "Act", f"x/{KEY}_{field}": text}
    if field == "choice":
        record = {key: value for key, value in record.items() if key != f"pillar/{KEY}_choice"}
        record = {k: v for k, v in record.items() if not k.endswith("_choice") or k[0] == "x"}
    (item,) = read_submissions(as_json(record), "export.json", EDITION, QUICK)
    result = preview(item.batch, EDITION, QUICK)
    said = [str(problem) for row in result.items for problem in row.problems]
    assert any(words in line and f"{KEY}_{field}" in line for line in said), said


@settings(max_examples=drawn(60), deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=200).map(str.encode)))
def test_no_bytes_end_in_anything_but_submissions_or_a_refusal(data: bytes) -> None:
    for content in (data, as_csv(GOOD) + data, b'[{"cop_product": ' + data):
        with contextlib.suppress(SubmissionsRefused):
            read_submissions(content, "x", EDITION, QUICK)


def test_the_command_writes_a_form_and_brings_submissions_back_all_or_nothing(
    tmp_path: Path,
) -> None:
    into, form, export = tmp_path / "ken.yaml", tmp_path / "form.xlsx", tmp_path / "export.json"
    into.write_text(dump_assessment(QUICK))
    runner = CliRunner()
    made = runner.invoke(
        main, ["xlsform", "export", str(into), "-o", str(form), "--institution", "police"]
    )
    assert made.exit_code == 0, made.output
    assert converted(form.read_bytes())[1] == []
    conflicting = {**GOOD, "_submission_time": "2"}
    other = {
        key: ("outside_mandate" if key.endswith(f"{KEY}_choice") else text)
        for key, text in GOOD.items()
    }
    export.write_bytes(as_json({**other, "_submission_time": "1"}, conflicting))
    before = into.read_bytes()
    requested = runner.invoke(main, ["xlsform", "import", str(export), "--into", str(into)])
    assert requested.exit_code != 0
    assert "read 2, unchanged 0, changed 1, conflicting 1, rejected 0\n" in requested.output
    assert into.read_bytes() == before
    done = runner.invoke(
        main,
        ["xlsform", "import", str(export), "--into", str(into), "--conflicts", "take-file"],
    )
    assert done.exit_code == 0, done.output
    assert done.output.splitlines()[-1].startswith("read 2, unchanged 0, changed 1, conflicting 1")
    result = read_assessment(into).institution_answers["police"][KEY]
    assert result.state.value == "dont_know"
