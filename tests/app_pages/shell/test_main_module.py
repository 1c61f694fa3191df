"""A test that runs a page leaves the main module as it was, so that other tests can start processes."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.main_module import OF_THE_PROCESS, restore_main_module


def run_page() -> None:
    AppTest.from_string("import streamlit as st; st.write('a page')").run(timeout=60)


@pytest.fixture(scope="module", params=[run_page, lambda: None], ids=["a page ran", "none ran"])
def found_by_a_shared_fixture(request: pytest.FixtureRequest) -> ModuleType:
    """The main module that a fixture of several tests finds; then a page runs, before the next one is made."""
    found = sys.modules["__main__"]
    request.param()
    return found


def test_a_fixture_that_tests_share_finds_the_main_module_of_the_process(
    found_by_a_shared_fixture: ModuleType,
) -> None:
    assert found_by_a_shared_fixture is OF_THE_PROCESS


def test_the_main_module_that_a_page_replaced_is_put_back() -> None:
    before = sys.modules["__main__"]
    run_page()
    assert sys.modules["__main__"] is not before, (
        "AppTest restores it now: drop restore_main_module"
    )
    restore_main_module()
    assert sys.modules["__main__"] is before
