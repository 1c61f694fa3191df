"""YAML from people: any bytes give a plain value or one problem with its line."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires import MAXIMUM_BYTES, Problem, parse_yaml, read_bytes

YAML_SIGNS = st.text(alphabet="ab01:-_.[]{}#&*!|>'\"%@`,? \n\t<=xoeE+~é\u2028\x85", max_size=60)


@given(data=st.one_of(st.binary(max_size=80), YAML_SIGNS.map(str.encode)))
def test_any_bytes_give_a_value_or_a_problem(data: bytes) -> None:
    value = parse_yaml(data, "any.yaml")
    assert value is not None
    if isinstance(value, Problem):
        assert value.what
        assert value.remedy


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: 1\nb: 2024-13-45", "line 2"),
        ("- 1\n- 2\n- 0x_", "line 3"),
        ("a: 2024-01-01T25:00:00Z", "line 1"),
        ("a: " + "9" * 6000, "line 1"),
        ("a: 1\nb: 010", "line 2"),
        ("a: 0x1F", "line 1"),
        ("a: 0b1", "line 1"),
        ("- 1\n- 1:30", "line 2"),
        ("a: 1:30.5", "line 1"),
        ("a:\n  2026: 1", "line 2"),
        ("? [a]\n: 1", "line 1"),
        ('a: "\\ud800"', "line 1"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_with_its_line(text: str, place: str) -> None:
    problem = parse_yaml(text.encode(), "made-up.yaml")
    assert isinstance(problem, Problem)
    assert problem.where == place


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("\ufeffa: 1", {"a": 1}),
        ("a: 1\r\nb: 2\r\n", {"a": 1, "b": 2}),
        ("a: =", {"a": "="}),
        ("a: 1_000\nb: -7\nc: 07\nd: 1.50", {"a": 1000, "b": -7, "c": 7, "d": 1.5}),
        ("a: '1:30'", {"a": "1:30"}),
        ("a: 'No'", {"a": "No"}),
        ("a: \U0001f600 \u0633\u0644\u0627\u0645", {"a": "\U0001f600 \u0633\u0644\u0627\u0645"}),
        ("a: |\n  one\n  two\n", {"a": "one\ntwo\n"}),
    ],
)
def test_what_people_write_is_read_as_they_meant_it(text: str, value: object) -> None:
    assert parse_yaml(text.encode(), "made-up.yaml") == value


def test_nesting_is_refused_before_anything_is_built() -> None:
    problem = parse_yaml(b"[" * 1_000_000, "deep.yaml")
    assert isinstance(problem, Problem)
    assert "nested more than 30" in problem.what


def test_reading_takes_little_more_memory_than_the_values() -> None:
    data = "".join(f"Q{i}: {{state: answered, level: 1}}\n" for i in range(3_000)).encode()
    tracemalloc.start()
    value = parse_yaml(data, "made-up.yaml")
    current, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(value) == 3_000
    assert peak < 1.5 * current


def test_the_first_fault_of_a_text_is_the_one_that_is_told() -> None:
    problem = parse_yaml(b"a: 1\na: 2\nb: *c\n", "made-up.yaml")
    assert isinstance(problem, Problem)
    assert "given twice" in problem.what


def test_bytes_beyond_the_limit_are_refused() -> None:
    problem = parse_yaml(b" " * (MAXIMUM_BYTES + 1), "big.yaml")
    assert isinstance(problem, Problem)
    assert "16 MB" in problem.what


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    problem = read_bytes(tmp_path)
    assert isinstance(problem, Problem)
    assert problem.what == "is a folder."
