"""`/readyz`, `/metrics` and the JSON log of a running server."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from assessment.store import record_backup
from host import health
from serving.log_redaction import redactor
from serving.monitoring.json_log import JsonFormatter
from serving.monitoring.metrics import REGISTRY, EventCounter
from serving.monitoring.refusals import Refusals
from tests.host.test_http import Response, ask
from tests.support.server import Server

TOKEN = "a token of the tests, longer than 32 characters"


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with JSON log, token and a low limit of public pages, that has made a backup a day ago."""
    folder = tmp_path_factory.mktemp("watched")
    (folder / "token").write_text(f"{TOKEN}\n")
    yesterday = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    record_backup({"COP_DATA": str(folder)}, yesterday)
    running = Server(
        folder,
        COP_LOG="json",
        COP_METRICS_TOKEN_FILE=str(folder / "token"),
        COP_REPOSITORY_REQUESTS_PER_MINUTE="2",
    ).start()
    yield running
    running.stop()


def values(answer: Response) -> dict[str, float]:
    """Samples by name with their labels."""
    families = text_string_to_metric_families(answer.body.decode())
    return {
        " ".join([sample.name, *sample.labels.values()]): sample.value
        for family in families
        for sample in family.samples
    }


def lines(server: Server) -> list[dict[str, Any]]:
    text = (server.folder / "server.log").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]


def test_a_ready_server_says_so(watched: Server) -> None:
    answer = ask(watched, "/readyz")
    assert (answer.status, json.loads(answer.body)) == (200, {"status": "ready"})


def test_metrics_say_size_sessions_and_age_of_the_last_backup(watched: Server) -> None:
    said = values(ask(watched, "/metrics"))
    assert said["cop_store_bytes"] > 10_000
    assert said["cop_open_sessions"] == 0
    assert 86_400 <= said["cop_last_backup_age_seconds"] < 90_000
    for name in ("cop_answers_stored_total", "cop_sign_ins_total", "cop_documents_made_total", "cop_failures_total", "cop_run_seconds_count", "cop_document_seconds_count"):  # fmt: skip
        assert said[name] == 0, name


def test_a_refused_request_is_counted_by_its_limit_and_an_event_of_the_log(watched: Server) -> None:
    given = "a-request-of-the-proxy"
    answers = [ask(watched, "/repository", **{"X-Request-ID": given}) for _time in range(4)]
    assert [item.status for item in answers] == [200, 200, 429, 429]
    assert {item.headers["x-request-id"] for item in answers} == {given}
    assert values(ask(watched, "/metrics"))["cop_refused_requests_total requests_repository"] == 2
    refused = [line for line in lines(watched) if line["event"] == "limit_met"]
    assert (refused[0]["limit"], refused[0]["request"]) == ("requests_repository", given)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "evil.example.org"}, 403),
        ({"X-Forwarded-For": "192.0.2.1"}, 403),
        ({"Forwarded": "for=192.0.2.1"}, 403),
        ({"Via": "1.1 proxy"}, 403),
        ({"X-Forwarded-For": "192.0.2.1", "Authorization": f"Bearer {TOKEN}"}, 200),
        ({"Host": "cop.example.org", "Authorization": f"Bearer {TOKEN}"}, 200),
        ({"X-Forwarded-For": "192.0.2.1", "Authorization": f"Bearer {TOKEN[:-1]}"}, 403),
        ({"X-Forwarded-For": "192.0.2.1", "Authorization": "Bearer "}, 403),
        ({"X-Forwarded-For": "192.0.2.1", "Authorization": "Bearer é"}, 403),
    ],
)
def test_metrics_are_for_this_computer_and_for_the_token(
    watched: Server, headers: dict[str, str], status: int
) -> None:
    answer = ask(
        watched, "/metrics", **{k: v.encode().decode("latin-1") for k, v in headers.items()}
    )
    assert answer.status == status
    assert (b"cop_store_bytes" in answer.body) == (status == 200)


def test_without_a_token_a_request_past_a_proxy_is_refused(server: Server) -> None:
    for given in ("Bearer ", "Bearer None", f"Bearer {TOKEN}"):
        answer = ask(server, "/metrics", **{"X-Forwarded-For": "192.0.2.1", "Authorization": given})
        assert answer.status == 403


def test_every_line_of_the_json_log_is_one_object_with_time_level_event_and_request(
    watched: Server,
) -> None:
    ask(watched, "/nowhere")
    written = lines(watched)
    (started,) = (line for line in written if line["event"] == "started")
    assert watched.address in started["message"]
    for line in written:
        assert {"time", "level", "logger", "event", "request", "message"} <= line.keys()
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line["time"])


@pytest.mark.parametrize("given", ["x", "a b c d e f g h", "x" * 65, "abcdefgh\\n"])
def test_an_id_of_a_request_that_is_not_plain_is_replaced(server: Server, given: str) -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", ask(server, "/healthz", **{"X-Request-ID": given}).headers["x-request-id"])  # fmt: skip


def test_a_json_line_holds_no_secret_and_no_line_break_and_names_the_error() -> None:
    formatter = JsonFormatter(redactor(["s3cret"]))
    try:
        raise ValueError("broken for ana@example.org")
    except ValueError as error:
        record = logging.LogRecord(
            "cop.pages", logging.ERROR, "", 1, "one\ntwo", (), (ValueError, error, None)
        )
    record.event, record.reason = "operation_refused", "s3cret of ana@example.org\nforged"
    line = formatter.format(record)
    assert "\n" not in line
    said = json.loads(line)
    assert said["level"] == "error"
    assert said["reason"] == "[hidden] of [hidden]\\nforged"
    assert "ValueError: broken for [hidden]" in said["exception"]


def test_a_flood_of_refusals_is_one_line_a_second_and_counted_whole(
    caplog: pytest.LogCaptureFixture,
) -> None:
    seconds = [0.0]
    refusals = Refusals(lambda: seconds[0])
    before = REGISTRY.get_sample_value("cop_refused_requests_total", {"limit": "of_the_tests"}) or 0
    with caplog.at_level(logging.INFO, "cop.limits"):
        for _time in range(1000):
            refusals.add("of_the_tests")
        seconds[0] = 1.0
        refusals.add("of_the_tests")
    assert [record.__dict__["count"] for record in caplog.records] == [1, 1000]
    after = REGISTRY.get_sample_value("cop_refused_requests_total", {"limit": "of_the_tests"})
    assert after == before + 1001


def test_events_are_counted_by_name_and_documents_with_their_time() -> None:
    def sample(name: str, **labels: str) -> float:
        return REGISTRY.get_sample_value(name, labels) or 0

    handler = EventCounter()
    before = sample("cop_answers_stored_total"), sample("cop_document_seconds_sum"), sample("cop_failures_total")  # fmt: skip
    record = logging.LogRecord("cop.audit", logging.INFO, "", 1, "Audited", (), None)
    record.event, record.count = "answer_saved", 3
    handler.emit(record)
    record = logging.LogRecord("cop.documents", logging.INFO, "", 1, "PDF made", (), None)
    record.event, record.seconds = "document_made", 2.5
    handler.emit(record)
    handler.emit(logging.LogRecord("cop.pages", logging.ERROR, "", 1, "Fault", (), None))
    after = sample("cop_answers_stored_total"), sample("cop_document_seconds_sum"), sample("cop_failures_total")  # fmt: skip
    assert [now - then for now, then in zip(after, before, strict=True)] == [3, 2.5, 1]


def test_what_is_not_ready_is_said_in_plain_words_without_a_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COP_DATA", str(tmp_path))
    state = {"database": "unavailable", "disk": "unavailable", "edition": "unavailable"}
    monkeypatch.setattr(health, "MINIMUM_FREE_BYTES", 10**18)
    reasons = list(health._reasons(state))
    assert len(reasons) == 4
    assert not any("/" in item or str(tmp_path) in item for item in reasons)
    monkeypatch.setattr(health, "MINIMUM_FREE_BYTES", 0)
    assert list(health._reasons({"database": "ok", "edition": "ok"})) == []
