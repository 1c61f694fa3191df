"""What is published as SDMX: read back by the library that others read it with, checked against the standard's schemas."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pysdmx.io import get_datasets, read_sdmx

from assessment import Assessment, Observation, ObservationState
from assessment.workflow.level_basis import Basis, BasisKind
from assessment.workflow.publication import PublicPart
from public.record import PublicRecord
from public.redaction import to_public_record
from public.sdmx import messages
from public.sdmx.observations import code
from public.sdmx.structure import structures
from questionnaires import load_published_edition
from tests.reports import made
from translations import use_language

EDITION = load_published_edition("2026")
AT = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)


def record_of(assessment: Assessment, *parts: PublicPart) -> PublicRecord:
    return to_public_record(
        EDITION, assessment, parts or tuple(PublicPart), AT, Basis(BasisKind.OWN)
    )


def read_back(record: PublicRecord) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The observations of both formats, read with their structure; raises where a schema is not met."""
    structure = messages.structure_xml(record, EDITION)
    return tuple(
        get_datasets(io.BytesIO(data), io.BytesIO(structure))[0].data
        for data in (messages.as_csv(record, EDITION), messages.as_xml(record, EDITION))
    )  # type: ignore[return-value]  # a pair


@pytest.fixture(scope="module")
def training() -> PublicRecord:
    return record_of(made.example("xtc"))


def test_both_formats_hold_the_same_observations(training: PublicRecord) -> None:
    from_csv, from_xml = (frame.astype(str).reset_index(drop=True) for frame in read_back(training))
    assert len(from_csv) > 200
    pd.testing.assert_frame_equal(from_csv, from_xml[from_csv.columns])


def test_the_values_are_those_of_the_record(training: PublicRecord) -> None:
    rows = read_back(training)[0]
    at = rows.set_index(["INDICATOR", "MEASURE"])["OBS_VALUE"].astype(float)
    assert training.profile is not None
    assert training.answers is not None
    overall = training.profile[0]
    assert at["OVERALL", "SCORE"] == pytest.approx((overall.score or 0) * 100)
    levels = {item.indicator: item.level for item in training.answers if item.level is not None}
    assert {key: at[key, "LEVEL"] for key in levels} == levels


def test_every_code_is_in_the_code_list_of_its_component(training: PublicRecord) -> None:
    lists = {
        item.id: {it.id for it in item.items}
        for item in structures(EDITION, ["XTC"])
        if item.id.startswith("CL_COP_")
    }
    rows = read_back(training)[0]
    for name in rows.columns:
        if f"CL_COP_{name}" in lists:
            assert set(rows[name]) <= lists[f"CL_COP_{name}"], name


def test_what_is_not_public_is_in_no_observation() -> None:
    profile = record_of(made.example("xtc"), PublicPart.PROFILE)
    assert set(read_back(profile)[0]["MEASURE"]) == {"SCORE", "SCORE_LOW", "SCORE_HIGH", "COVERAGE"}


def test_figures_keep_their_year_and_group_and_a_missing_one_is_no_zero() -> None:
    figures = {
        "EDU-INT-1": (
            Observation(value=0.0, year=2024),
            Observation(value=41.5, year=2023, breakdown={"sex": "female", "age": "女 10"}),
            Observation(state=ObservationState.NOT_COLLECTED, year=2022),
            Observation(value=7.0),
        )
    }
    country = Assessment(country="KEN", edition="2026", cycle=2026, figures=figures)
    rows = read_back(record_of(country, PublicPart.FIGURES))[0]
    shown = {
        (row.TIME_PERIOD, row.SEX, row.OBS_STATUS): str(row.OBS_VALUE)
        for row in rows.itertuples(index=False)
    }
    assert shown == {
        ("2024", "_T", "A"): "0.0",
        ("2023", "FEMALE", "A"): "41.5",
        ("2022", "_T", "O"): "<NA>",
    }


def test_the_bytes_are_the_same_each_time_and_in_every_language(training: PublicRecord) -> None:
    def files() -> list[bytes]:
        return [
            messages.as_csv(training, EDITION),
            messages.as_xml(training, EDITION),
            messages.structure_xml(training, EDITION),
        ]

    first = files()
    with use_language("fr"):
        assert files() == first


def test_the_structure_is_valid_and_complete(training: PublicRecord) -> None:
    message: Any = read_sdmx(io.BytesIO(messages.structure_xml(training, EDITION)))
    kinds = [type(item).__name__ for item in message.structures]
    assert kinds.count("DataStructureDefinition") == kinds.count("Dataflow") == 1
    assert kinds.count("ConceptScheme") == 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_texts_that_differ_have_codes_that_differ_and_begin_no_formula(
    one: str, other: str
) -> None:
    assert code(one)[:1].isalpha() or code(one)[:1] == "_"
    if one.upper().replace("_", " ").split() != other.upper().replace("_", " ").split():
        assert code(one) != code(other)
