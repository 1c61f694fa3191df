"""The most verbose log of a server holds no secret, token or e-mail address."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from assessment.errors import AssessmentError
from assessment.store import Store
from serving.log_redaction import HIDDEN, MAXIMUM_CHARACTERS, redact_log_records, redactor
from tests.attacks.signed_in import client, cookies_of, sign_in_address, to_callback
from tests.attacks.window import Window
from tests.support.server import Server

PERSON = "somebody.with.a.name@example.org"
PASSWORD = "the-password-of-the-database"
DATABASE = f"postgresql://cop_user:{PASSWORD}@127.0.0.1:1/cop_database"


def test_signing_in_and_every_error_on_the_way_leave_no_secret_in_the_log(
    with_accounts: Server,
) -> None:
    with closing(client(with_accounts)) as opened:
        back = to_callback(opened, sign_in_address(with_accounts, opened), PERSON)
        query = parse_qs(urlsplit(back).query)
        opened.get(back)
        cookies = cookies_of(opened)
        with Window(with_accounts, cookies=cookies) as window:
            assert PERSON in window.text()
        opened.get(back)
        opened.get(f"/oauth2callback?code={query['code'][0]}&state=other")
        opened.get(
            f"/oauth2callback?error=x&error_description=code={query['code'][0]} for {PERSON}%0d%0aforged line"
        )
        opened.get("/auth/login?provider=" + cookies["_streamlit_user_tokens"])
        for broken in (cookies["_streamlit_user"][:-4] + "AAAA", cookies["_streamlit_user_tokens"]):
            with Window(with_accounts, cookies=cookies | {"_streamlit_user": broken}) as window:
                window.text("answer", f"a={PERSON}")
        opened.get("/auth/logout")
    log = (with_accounts.folder / "server.log").read_text(encoding="utf-8")
    assert "AppSession initialized" in log, "the log is not talkative"
    secrets = {
        "cookie secret": "cookie of the tests only", "client secret": "a secret of the tests only",
        "code": query["code"][0], "state": query["state"][0], "person": PERSON, "address": "@example.org",
        "identity": cookies["_streamlit_user"][:60], "tokens": cookies["_streamlit_user_tokens"][:60],
        "token against forgery": cookies["_streamlit_xsrf"], "signed token": "eyJhbGciOi",
    }  # fmt: skip
    assert [name for name, text in secrets.items() if text in log] == []
    assert "\nforged line" not in log


def test_a_visitor_is_not_told_where_the_database_is_but_the_log_says_it_without_the_password(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cases = {
        DATABASE: "127.0.0.1",
        f"sqlite:///{tmp_path}/file/cop.sqlite3": str(tmp_path),
        "nonsense://user:pass@host": "nonsense",
    }
    (tmp_path / "file").write_text("")
    for url, place in cases.items():
        caplog.clear()
        with pytest.raises(AssessmentError) as told:
            Store.open(url, timeout_seconds=2, accounts=True)
        assert "The database can’t be used at the moment. Nothing was stored." in str(told.value)
        assert place not in str(told.value)
        if "nonsense" not in url:
            assert place in caplog.text
        assert PASSWORD not in caplog.text


def test_a_line_with_a_secret_is_written_without_it_and_so_is_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    before = logging.getLogRecordFactory()
    try:
        redact_log_records(["s3cret of the cookie"])
        log = logging.getLogger("tests.attacks")
        try:
            raise ValueError(f"postgresql://ana:pass word@host and {PERSON}")
        except ValueError:
            log.exception("with %s and Authorization: Bearer abc.def", "s3cret of the cookie")
        log.warning("%d of password=hidden-too", "not a number")
        log.warning("GET /oauth2callback?code=abc&state=def&x=1 HTTP/1.1")
        log.warning("Cookie: _streamlit_user=abcdef; _streamlit_xsrf=2|3|4; a=b")
        log.warning('__Host-_streamlit_user_2=chunk1; _streamlit_session="quoted|1"')
        log.warning("Authorization: Token other-scheme, \u202edesrever")
    finally:
        logging.setLogRecordFactory(before)
    for text in (
        "s3cret",
        "hidden-too",
        "abc.def",
        PERSON,
        "code=abc",
        "state=def",
        "abcdef",
        "2|3|4",
        "chunk1",
        "quoted|1",
        "other-scheme",
        "\u202e",
    ):
        assert text not in caplog.text, text
    assert caplog.text.count(HIDDEN) >= 6
    assert "x=1" in caplog.text


FOUR_MEGABYTES = 4 * 1024 * 1024


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a.",
        "a@",
        "@a.",
        "eyJ",
        "://a:",
        "password ",
        "code=",
        "-",
        "é",
        "a@b.",
        "authorization: ",
        "_streamlit_user",
    ],
)
def test_a_line_of_four_megabytes_takes_no_longer_than_one_of_forty_thousand_letters(
    unit: str,
) -> None:
    """The line is cut before any pattern reads it: a hundred times the text may take at most five times as long."""
    redact = redactor(["s3cret"])
    small, large = (
        (unit * (size // len(unit) + 1))[:size] for size in (FOUR_MEGABYTES // 100, FOUR_MEGABYTES)
    )
    assert len(redact(large)) < MAXIMUM_CHARACTERS + 100
    assert fastest(redact, large) < 5 * fastest(redact, small) + 0.001


@pytest.mark.parametrize("unit", ["\n", "\r\n", "a\n", "password=\n"])
@pytest.mark.parametrize("as_note", [False, True])
def test_a_traceback_of_four_megabytes_takes_no_longer_than_one_of_forty_thousand_letters(
    unit: str, as_note: bool, caplog: pytest.LogCaptureFixture
) -> None:
    """The text of an error is cut before the standard library indents each line of it."""
    log = logging.getLogger("tests.attacks")

    def fail(text: str) -> str:
        try:
            error = ValueError("x" if as_note else text)
            if as_note:
                error.add_note(text)
            raise error
        except ValueError:
            log.exception("failed")
        return ""

    small, large = (
        (unit * (size // len(unit) + 1))[:size] for size in (FOUR_MEGABYTES // 100, FOUR_MEGABYTES)
    )
    before = logging.getLogRecordFactory()
    try:
        redact_log_records([])
        assert fastest(fail, large) < 5 * fastest(fail, small) + 0.005
    finally:
        logging.setLogRecordFactory(before)
    assert "characters cut" in caplog.text or as_note


def fastest(redact: Callable[[str], str], text: str) -> float:
    """Processor seconds of the fastest of five runs."""
    seconds = []
    for _run in range(5):
        started = time.process_time()
        redact(text)
        seconds.append(time.process_time() - started)
    return min(seconds)


@pytest.mark.parametrize("start", [0, MAXIMUM_CHARACTERS - 3, MAXIMUM_CHARACTERS - 12])
def test_a_secret_at_the_cut_is_hidden_as_a_whole(start: int) -> None:
    line = redactor(["s3cret of the cookie"])(" " * start + "s3cret of the cookie" + " x" * 9000)
    assert "s3cret" not in line
    assert "s3c" not in line


@pytest.mark.parametrize(
    "sign", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\x00", "\x1b"]
)
def test_a_message_is_one_line_and_a_traceback_line_looks_like_no_record(
    sign: str, caplog: pytest.LogCaptureFixture
) -> None:
    forged = "2026-11-27 12:00:00 INFO everything is fine"
    before = logging.getLogRecordFactory()
    try:
        redact_log_records([])
        log = logging.getLogger("tests.attacks")
        try:
            raise ValueError(f"request{sign}{forged}")
        except ValueError:
            log.exception("id %s", f"x{sign}{forged}")
    finally:
        logging.setLogRecordFactory(before)
    (record,) = caplog.records
    assert len(record.getMessage().splitlines()) == 1
    assert record.exc_text is not None
    assert all(line.startswith("  ") for line in record.exc_text.splitlines())
