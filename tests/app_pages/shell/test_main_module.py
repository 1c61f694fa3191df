"""A test that runs a page leaves the main module as it was, so that other tests can start processes."""

from __future__ import annotations

import sys

from streamlit.testing.v1 import AppTest

from tests.support.main_module import restore_main_module


def test_the_main_module_that_a_page_replaced_is_put_back() -> None:
    before = sys.modules["__main__"]
    AppTest.from_string("import streamlit as st; st.write('a page')").run(timeout=60)
    assert sys.modules["__main__"] is not before, (
        "AppTest restores it now: drop restore_main_module"
    )
    restore_main_module()
    assert sys.modules["__main__"] is before
