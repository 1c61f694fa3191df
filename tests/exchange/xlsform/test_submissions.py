"""Exports of collecting programs: cumulative, reviewed there, or saved by a spreadsheet."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment import Answer, Assessment, Evidence
from assessment.files.assessment_file import dump_assessment, parse_assessment, read_assessment
from assessment.store import Store, local_person
from cli import main
from exchange.merge import ConflictResolution, resolve, store_changes, store_submission
from exchange.preview import Counts, RowOutcome, preview
from exchange.xlsform import SubmissionsRefused, read_submissions
from exchange.xlsform.submission_status import moments_of
from questionnaires import load_published_edition
from tests.exchange.xlsform.test_xlsform import as_csv, as_json

EDITION = load_published_edition("2026")
EMPTY = Assessment(country="KEN", edition="2026", cycle=2026)

ORIGIN = {
    "cop_product": "cop-toolkit-form",
    "cop_edition": EDITION.id,
    "cop_hash": EDITION.content_hash,
    "cop_country": "KEN",
    "cop_cycle": "2026",
    "cop_institution": "national",
}


def sent(**fields: object) -> dict[str, object]:
    return {**ORIGIN, **fields}


def imported(
    into: Assessment, *records: Mapping[str, object], rule: ConflictResolution | None = None
) -> tuple[Assessment, Counts]:
    """The assessment after an export, and the sums of the previews."""
    counts = Counts(0, 0, 0, 0, 0)
    for item in read_submissions(as_json(*records), "export.json", EDITION, into):  # type: ignore[arg-type]
        comparison = preview(item.batch, EDITION, into)
        counts = counts.plus(comparison.counts)
        into = resolve(comparison, EDITION, into, {}, rule=rule).assessment
    return into, counts


MONDAY = sent(
    _uuid="a-1", _submission_time="2026-03-01T10:00:00", L05_choice="2", L05_reason="unit",
    L05_evidence_title="Order 5", L05_evidence_dated="2024", EDU_INT_1_value="41", EDU_INT_1_year="2024",
)  # fmt: skip
FRIDAY = sent(_uuid="a-9", _submission_time="2026-03-05T10:00:00", L06_choice="1", L06_reason="x")


def corrected_here(assessment: Assessment) -> Assessment:
    """Correct L05 on the screen: another level, and a full date of its evidence."""
    evidence = Evidence(title="Order 5", date=dt.date(2024, 6, 30), confidence="B")
    answer = Answer(level=1, reason="only planned", evidence=(evidence,))
    return assessment.model_copy(update={"answers": {**assessment.answers, "L05": answer}})


# --- A cumulative export


def test_a_cumulative_export_leaves_alone_what_was_imported_and_corrected_here_since() -> None:
    monday, _counts = imported(EMPTY, MONDAY)
    assert monday.answers["L05"].level == 2
    here = corrected_here(monday)
    after, counts = imported(here, FRIDAY, MONDAY)
    assert after.answers["L05"] == here.answers["L05"]
    assert after.answers["L06"].level == 1
    assert (counts.changed, counts.conflicting) == (1, 0)


def test_a_file_written_between_two_exports_knows_what_was_imported() -> None:
    monday, _counts = imported(EMPTY, MONDAY)
    for name, text in (("a.yaml", dump_assessment(monday)),):
        read = parse_assessment(text.encode(), name)
        assert read == monday
        _after, counts = imported(corrected_here(read), MONDAY)
        assert counts.read == counts.unchanged


def test_evidence_that_was_completed_here_is_not_added_again_from_a_submission_never_seen() -> None:
    here = corrected_here(EMPTY)
    after, counts = imported(here, MONDAY, rule=ConflictResolution.KEEP_HERE)
    assert after.answers["L05"] == here.answers["L05"]
    assert counts.conflicting == 1


def test_evidence_of_another_year_or_article_is_another_piece() -> None:
    here = corrected_here(EMPTY)
    other = sent(_uuid="b", L05_evidence_title="Order 5", L05_evidence_dated="2021")
    third = sent(_uuid="c", L05_evidence_title="Order 5", L05_evidence_place="Art. 9")
    after, _counts = imported(here, other, third)
    assert len(after.answers["L05"].evidence) == 3


@pytest.mark.parametrize(
    "corrected",
    [
        pytest.param({"_uuid": "a-1"}, id="same id"),
        pytest.param({"_uuid": "a-2", "meta/rootUuid": "uuid:a-1"}, id="new id, root id"),
        pytest.param({"_uuid": "a-2", "meta/deprecatedID": "uuid:a-1"}, id="former id"),
    ],
)
def test_of_a_submission_that_was_corrected_there_only_the_corrected_question_comes_again(
    corrected: dict[str, str],
) -> None:
    two = {**MONDAY, "L06_choice": "1", "L06_reason": "x"}
    here = corrected_here(imported(EMPTY, two)[0])
    newer = {**two, "L06_choice": "2", **corrected}
    after, counts = imported(here, newer, rule=ConflictResolution.TAKE_FILE)
    assert after.answers["L05"] == here.answers["L05"]
    assert after.answers["L06"].level == 2
    assert (counts.changed, counts.conflicting) == (0, 1)


def test_of_two_versions_of_a_submission_in_one_file_the_newer_counts() -> None:
    newer = {**MONDAY, "L05_choice": "3", "_submission_time": "2026-03-02T10:00:00"}
    after, counts = imported(EMPTY, newer, MONDAY)
    assert after.answers["L05"].level == 3
    assert counts.conflicting == 0


def test_a_conflict_decided_for_what_is_here_is_not_asked_again() -> None:
    here = corrected_here(EMPTY)
    kept, _counts = imported(here, MONDAY, rule=ConflictResolution.KEEP_HERE)
    _after, counts = imported(kept, MONDAY)
    assert counts.read == counts.unchanged


def test_the_same_answer_from_somebody_else_is_compared() -> None:
    here = corrected_here(imported(EMPTY, MONDAY)[0])
    other = {**MONDAY, "_uuid": "z-1"}
    _after, counts = imported(here, other, rule=ConflictResolution.KEEP_HERE)
    assert counts.conflicting == 1


def test_a_rejected_row_comes_again_once_it_is_put_right() -> None:
    wrong = {**MONDAY, "L06_choice": "7"}
    (item,) = read_submissions(as_json(wrong), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
    comparison = preview(item.batch, EDITION, EMPTY)
    left = resolve(comparison, EDITION, EMPTY, {}, leave_out_rejected=True).assessment
    after, _counts = imported(left, {**MONDAY, "L06_choice": "1"})
    assert after.answers["L06"].level == 1


def test_the_store_knows_what_was_imported_and_its_log_verifies(tmp_path: Path) -> None:
    person, at = local_person("Ana"), dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    store = Store.open(f"sqlite:///{tmp_path / 'store.db'}")
    key = store.import_assessment(EMPTY, edition_hash=EDITION.content_hash, person=person, at=at)
    before = store.load_changes(key, None, person=person)
    (item,) = read_submissions(as_json(MONDAY), "x.json", EDITION, before.assessment)  # type: ignore[arg-type]
    candidate = resolve(
        preview(item.batch, EDITION, before.assessment), EDITION, before.assessment, {}
    )
    answers, figures = store_changes(candidate, "national", before.versions)
    store.save_all(
        key,
        answers=answers,
        figures=figures,
        submission=store_submission(candidate, item.batch),
        person=person,
        at=at,
    )
    loaded = store.load_changes(key, before, person=person).assessment
    assert loaded == store.load(key, person=person) == candidate.assessment
    _after, counts = imported(corrected_here(loaded), MONDAY)
    assert counts.read == counts.unchanged
    assert store.verify_audit().broken == ()
    copy = store.import_assessment(loaded, edition_hash="", person=person, at=at)
    assert store.load(copy, person=person) == loaded
    store.close()


# --- Reviews in the program


@pytest.mark.parametrize(
    "mark",
    [
        {"_validation_status": {"uid": "validation_status_not_approved", "label": "Not Approved"}},
        {"_validation_status": {"uid": "validation_status_on_hold", "label": "On Hold"}},
        {"_validation_status": "Not Approved"},
        {"_validation_status": "Non approuvé"},
        {"__system": {"reviewState": "rejected"}},
        {"__system": {"reviewState": "hasIssues"}},
        {"ReviewState": "rejected"},
        {"__system": {"deletedAt": "2026-03-02T10:00:00Z"}},
        {"_review_status": "2"},
        {"_validation_status": {"label": "Not Approved"}},
        {
            "_validation_status.uid": "validation_status_on_hold",
            "_validation_status.label": "On Hold",
        },
        {"_validation_status/label": "On Hold"},
        {"__system.reviewState": "rejected"},
        {"validation_status": "Not approved"},
        {"review_state": "has issues"},
    ],
    ids=str,
)
def test_a_submission_that_a_review_refused_is_held_back_and_counted(
    mark: dict[str, object],
) -> None:
    after, counts = imported(EMPTY, {**MONDAY, **mark}, FRIDAY)
    assert set(after.answers) == {"L06"}
    assert after.figures == {}
    assert (counts.read, counts.changed, counts.held_back) == (4, 1, 3)
    assert str(counts).endswith("rejected 0, held back 3")


@pytest.mark.parametrize(
    "mark",
    [
        {"_validation_status": {}},
        {"_validation_status": {"uid": "validation_status_approved", "label": "Approved"}},
        {"_validation_status": "Approved"},
        {"__system": {"reviewState": None, "deletedAt": None}},
        {"__system": {"reviewState": "edited"}},
        {"ReviewState": "approved"},
        {"_review_status": "1"},
        {
            "_validation_status/uid": "validation_status_approved",
            "_validation_status/label": "Approved",
        },
    ],
    ids=str,
)
def test_a_submission_that_is_approved_or_not_reviewed_counts(mark: dict[str, object]) -> None:
    after, _counts = imported(EMPTY, {**MONDAY, **mark})
    assert after.answers["L05"].level == 2


def test_the_preview_of_a_submission_held_back_names_the_mark_and_what_to_do() -> None:
    record = sent(_id=1, L05_choice="4", _validation_status="Not Approved")
    (item,) = read_submissions(as_json(record), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
    comparison = preview(item.batch, EDITION, EMPTY)
    assert [row.outcome for row in comparison.items] == [RowOutcome.HELD_BACK]
    (note,) = comparison.batch.notes
    assert "Submission 1" in note
    assert "Approve it there" in note


# --- Times


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("9/3/2026 10:00", "10/3/2026 9:00"),
        ("3/9/2026 10:00", "3/10/2026 9:00"),
        ("9.3.26 10:00", "10.03.26 09:00"),
        ("2026/3/9 10:00", "2026/3/10 9:00"),
        ("3/9/2026 9:00:00 PM", "3/9/2026 10:00:00 PM"),
        ("3/9/2026 9:00 PM", "3/10/2026 8:00 AM"),
        ("9-Mar-26 10:00", "10-Mar-26 9:00"),
        ("Mar 9, 2026 10:00 AM", "Mar 10, 2026 9:00 AM"),
        ("46090.5", "46091,25"),
        ("2026-03-09T23:00:00Z", "2026-03-10T01:00:00.000+01:00"),
        ("2026-03-09 10:00:00", "2026-03-10T09:00:00.000+03:00"),
        ("٩/٣/٢٠٢٦ ١٠:٠٠", "١٠/٣/٢٠٢٦ ٩:٠٠"),
        ("25/1/2026 8:00", "2/2/2026 8:00"),
    ],
)
def test_the_submission_that_is_newer_by_its_time_wins(early: str, late: str) -> None:
    first = sent(_uuid="a", _submission_time=early, L05_choice="1", L05_reason="first reading")
    last = sent(_uuid="b", _submission_time=late, L05_choice="2", L05_reason="corrected")
    if early.startswith("2026-03-09T23"):  # the same day apart by an hour of zones
        assert moments_of([early, late]) == [
            dt.datetime(2026, 3, 9, 23, tzinfo=dt.UTC),
            dt.datetime(2026, 3, 10, tzinfo=dt.UTC),
        ]
    for records in ((first, last), (last, first)):
        after, _counts = imported(EMPTY, *records, rule=ConflictResolution.TAKE_FILE)
        assert after.answers["L05"].level == 2


def test_a_correction_made_in_the_program_is_newer_than_what_was_sent_after_the_first_version() -> (
    None
):
    record = sent(
        __id="uuid:a",
        __system={"submissionDate": "2026-03-01T10:00:00Z", "updatedAt": "2026-03-09T10:00:00Z"},
        L05_choice="3",
    )
    other = sent(__id="uuid:b", __system={"submissionDate": "2026-03-04T10:00:00Z"}, L05_choice="1")
    after, _counts = imported(EMPTY, record, other, rule=ConflictResolution.TAKE_FILE)
    assert after.answers["L05"].level == 3


@pytest.mark.parametrize("times", [("3/9/2026", "10/3/2026"), ("yesterday", "2026-03-01")])
def test_times_that_do_not_tell_the_order_refuse_the_file_unless_the_program_counted(
    times: tuple[str, str],
) -> None:
    records = [
        sent(_uuid=key, _submission_time=time, L05_choice="1")
        for key, time in zip("ab", times, strict=True)
    ]
    with pytest.raises(SubmissionsRefused, match="which submission is the newest"):
        read_submissions(as_json(*records), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
    counted = [{**record, "_id": 9 - n} for n, record in enumerate(records)]
    ordered = read_submissions(as_json(*counted), "x.json", EDITION, EMPTY)  # type: ignore[arg-type]
    assert [item.number for item in ordered] == [2, 1]


@pytest.mark.parametrize(
    "text", ["", "0" * 400, "9" * 60, "1/1", "0/0/0", "31/31/2026", "٠٠٠", "²", "1e5"]
)
def test_a_text_that_is_no_time_names_no_moment(text: str) -> None:
    assert moments_of([text, "2026-03-01"]) is None or text in ("٠٠٠", "0" * 400)


@pytest.mark.parametrize(
    "page",
    [
        {"results": [MONDAY], "count": 2, "next": None},
        {"results": [MONDAY], "count": 1, "next": "https://kobo.example.org/data?start=100"},
        {"results": [MONDAY], "previous": "https://kobo.example.org/data?start=0"},
        {"value": [MONDAY], "@odata.nextLink": "https://odk.example.org/Submissions?$skiptoken=1"},
        {"value": [MONDAY], "@odata.count": 250},
    ],
    ids=lambda page: "+".join(page),
)
def test_one_page_of_several_is_refused(page: dict[str, object]) -> None:
    with pytest.raises(SubmissionsRefused, match="is one page of an export"):
        read_submissions(json.dumps(page).encode(), "x.json", EDITION, EMPTY)


def test_a_page_that_holds_all_is_read() -> None:
    page = {"count": 1, "next": None, "previous": None, "results": [MONDAY]}
    assert len(read_submissions(json.dumps(page).encode(), "x.json", EDITION, EMPTY)) == 1


# --- CSV


@pytest.mark.parametrize(
    ("sign", "line"),
    [
        (";", "sep=;"),
        (",", '"sep=,"'),
        ("\t", "SEP=\t"),
        ("|", "sep=|"),
        (";", "sep=;\r"),
        (";", "sep= ;"),
        (";", "sep=;;;;"),
        (",", "sep=;"),
        (";", '"sep=;"\n'),
    ],
)
def test_a_line_that_names_the_list_separator_is_read_as_that(sign: str, line: str) -> None:
    data = as_csv({k: str(v) for k, v in MONDAY.items()}, sign=sign).removeprefix(b"\xef\xbb\xbf")
    (item,) = read_submissions(f"{line}\n".encode() + data, "x.csv", EDITION, EMPTY)
    assert {row.owner for row in item.batch.rows} == {"L05", "EDU-INT-1"}


def test_a_wrong_line_below_it_is_named_by_its_number_in_the_file() -> None:
    data = b"sep=;\na;b\n1;2\n1;2;3\n"
    with pytest.raises(SubmissionsRefused, match="line 4"):
        read_submissions(data, "x.csv", EDITION, EMPTY)


# --- On the command line


def test_the_command_takes_the_newer_of_two_submissions_and_keeps_what_was_here(
    tmp_path: Path,
) -> None:
    into, export = tmp_path / "ken.yaml", tmp_path / "export.json"
    here = corrected_here(EMPTY)
    into.write_text(dump_assessment(here))
    older = sent(_uuid="a", _submission_time="2026-03-01", L05_choice="4", L06_choice="1")
    newer = sent(_uuid="b", _submission_time="2026-03-02", L05_choice="3", L06_choice="2")
    export.write_bytes(as_json(newer, older))  # type: ignore[arg-type]
    command = ["xlsform", "import", str(export), "--into", str(into), "--conflicts", "keep-here"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    after = read_assessment(into)
    assert (after.answers["L05"].level, after.answers["L06"].level) == (1, 2)
    again = CliRunner().invoke(main, command[:-2])
    assert (
        again.output.splitlines()[-1] == "read 4, unchanged 4, changed 0, conflicting 0, rejected 0"
    )
