"""The check of a server: each thing that is missing is named with its remedy, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from host.server_check.database import database_problems
from host.server_check.machine import (
    account_problems,
    backup_problems,
    clock_problems,
    disk_problems,
    folder_problems,
    open_files_problems,
    umask_problems,
)
from host.server_check.settings import (
    ServerSettings,
    cookie_secret_problems,
    host_problems,
    limit_setting_problems,
    proxy_problems,
    secrets_file_problems,
    sign_in_problems,
)
from questionnaires import Problem
from tests.support.server import ROOT

NOW = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
NAME = "cop.example.org"
AUTH = {
    "redirect_uri": f"https://{NAME}/oauth2callback",
    "cookie_secret": "Xk3q9ZtW-0aFbY7mPvR2sJ_uLh5cGd8nQeTi1oKw",
}
COMPLETE = ServerSettings(
    environment={
        "COP_MODE": "server",
        "COP_FIRST_ADMINISTRATOR": "ana@example.org:KEN",
        "FORWARDED_ALLOW_IPS": "127.0.0.1",
    },
    auth=AUTH,
    address="127.0.0.1",
    hosts=(NAME,),
    secret_files=(),
    unsafe=(),
)
CHECKS = (
    sign_in_problems,
    cookie_secret_problems,
    secrets_file_problems,
    host_problems,
    proxy_problems,
    limit_setting_problems,
)


def of_settings(settings: ServerSettings) -> list[Problem]:
    return [problem for check in CHECKS for problem in check(settings)]


def text_of(problems: Iterable[Problem]) -> str:
    return "\n".join(map(str, problems))


def test_with_complete_settings_nothing_is_missing() -> None:
    assert of_settings(COMPLETE) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"environment": {"COP_MODE": ""}}, "COP_MODE: nobody would have to sign in. Set COP_MODE=server."),
        ({"environment": {"COP_FIRST_ADMINISTRATOR": ""}}, "nobody could grant a role"),
        ({"unsafe": ("secrets.toml: nobody could sign in. Write it.",)}, "nobody could sign in"),
        ({"auth": {"cookie_secret": "abab" * 12}}, "has only 2 different signs"),
        ({"hosts": ("localhost",)}, f"STREAMLIT_SERVER_ALLOWED_HOSTS={NAME}"),
        ({"hosts": ("*",)}, "every name is served"),
        ({"hosts": ()}, "every name is served"),
        ({"auth": {"redirect_uri": f"http://{NAME}/oauth2callback"}}, "without TLS"),
        ({"auth": {"redirect_uri": f"https://{NAME}/"}}, "does not come back"),
        ({"environment": {"FORWARDED_ALLOW_IPS": ""}, "address": None}, "the proxy is not believed"),
        ({"environment": {"FORWARDED_ALLOW_IPS": "127.0.0.1, 10.0.0.0/8"}}, "more computers than proxies"),
        ({"environment": {"FORWARDED_ALLOW_IPS": "::/0"}}, "more computers than proxies"),
        ({"environment": {"FORWARDED_ALLOW_IPS": "proxy"}}, "more computers than proxies"),
    ],
)  # fmt: skip
def test_each_setting_that_is_missing_or_too_open_is_one_problem(
    change: dict[str, Any], words: str
) -> None:
    changed = {
        key: {**getattr(COMPLETE, key), **value} if isinstance(value, dict) else value
        for key, value in change.items()
    }
    problems = of_settings(replace(COMPLETE, **changed))
    assert len(problems) == 1
    assert words in text_of(problems)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("COP_FIRST_ADMINISTRATOR", "ana@example.org:XXX", "XXX is not a country"),
        ("COP_RETENTION_DAYS", "soon", "soon is no number of days"),
    ],
)
def test_a_setting_that_can_not_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    assert words in text_of(of_settings(COMPLETE))


@pytest.mark.parametrize("trusted", ["192.0.2.1", "10.179.0.2,192.0.2.0/28", "2001:db8::/56"])
def test_the_addresses_of_proxies_may_be_trusted(trusted: str) -> None:
    environment = {**COMPLETE.environment, "FORWARDED_ALLOW_IPS": trusted}
    assert of_settings(replace(COMPLETE, environment=environment)) == []


@pytest.mark.parametrize(("mode", "is_right"), [(0o640, True), (0o600, True), (0o644, False), (0o660, False)])  # fmt: skip
def test_secrets_are_for_their_account_alone(tmp_path: Path, mode: int, *, is_right: bool) -> None:
    path = tmp_path / "secrets.toml"
    path.touch(mode=mode)
    path.chmod(mode)
    problems = of_settings(replace(COMPLETE, secret_files=(path,)))
    assert (problems == []) is is_right
    assert is_right or f"chmod 0640 {path}" in text_of(problems)


def test_the_account_is_not_root_and_its_files_are_its_own() -> None:
    assert "whole computer" in text_of(account_problems(0))
    assert list(account_problems(1000)) == []
    assert "0022" in text_of(umask_problems(0o022))
    assert list(umask_problems(0o077)) == []


def test_a_clock_that_nothing_sets_and_too_few_open_files_are_named() -> None:
    assert "NTP" not in text_of(clock_problems(0))
    assert list(clock_problems(0)) == []
    assert "systemd-timesyncd" in text_of(clock_problems(5))
    assert list(open_files_problems(8192)) == []
    assert "LimitNOFILE=8192" in text_of(open_files_problems(1024))


def test_a_private_folder_of_this_account_passes(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    (tmp_path / "cop.sqlite3").touch(mode=0o600)
    assert list(folder_problems(tmp_path)) == []


def test_a_folder_or_database_that_others_read_or_that_is_missing_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "cop.sqlite3").touch(mode=0o600)
    (tmp_path / "cop.sqlite3").chmod(0o644)
    said = text_of(folder_problems(tmp_path))
    assert f"chmod 0700 {tmp_path}" in said
    assert f"chmod 0600 {tmp_path}/cop.sqlite3" in said
    assert "No such file" in text_of(folder_problems(tmp_path / "none"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to another account")
def test_a_folder_of_another_account_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    os.chown(tmp_path, 65534, 65534)
    assert "belongs to another account" in text_of(folder_problems(tmp_path))


def test_a_disk_without_room_is_named(tmp_path: Path) -> None:
    assert list(disk_problems(tmp_path, gigabytes=0, further_files=0)) == []
    said = text_of(disk_problems(tmp_path, gigabytes=1e9, further_files=2**63))
    assert "Free at least 1000000000 GB" in said


def test_a_backup_of_last_night_is_wanted(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert "names no folder" in text_of(backup_problems("", NOW))
    assert "holds no backup" in text_of(backup_problems(str(tmp_path), NOW))
    assert "No such file" in text_of(backup_problems(str(tmp_path / "none"), NOW))
    backup = tmp_path / "cop-20261128T023000Z.zip"
    backup.touch()
    for hours, words in ((10, ""), (30, "30 hours old")):
        time = (NOW - dt.timedelta(hours=hours)).timestamp()
        os.utime(backup, (time, time))
        said = text_of(backup_problems(str(tmp_path), NOW))
        assert (words in said) if words else said == ""
    tmp_path.chmod(0o755)
    assert "chmod 0700" in text_of(backup_problems(str(tmp_path), NOW))


def test_a_database_of_this_version_passes(database_url: str) -> None:
    assert list(database_problems(database_url, dt.datetime.now(dt.UTC))) == []


def test_a_database_without_tables_is_not_changed_by_the_check(empty_database_url: str) -> None:
    for _time in range(2):
        said = text_of(database_problems(empty_database_url, dt.datetime.now(dt.UTC)))
        assert "there is no such database" in said or "has no tables yet" in said


@pytest.mark.parametrize(
    ("revision", "words"), [("0001", "of an earlier version"), ("9999", "a newer version")]
)
def test_a_database_of_another_version_is_named(
    database_url: str, revision: str, words: str
) -> None:
    url = make_url(database_url)
    driver = "postgresql+psycopg" if url.get_backend_name() == "postgresql" else "sqlite"
    engine = create_engine(url.set(drivername=driver))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :v"), {"v": revision})
    engine.dispose()
    assert words in text_of(database_problems(database_url, dt.datetime.now(dt.UTC)))


def test_a_database_whose_clock_differs_is_named(
    postgres_server: Any, postgres_template: str
) -> None:
    url = postgres_server.new_database(postgres_template)
    assert "differ by more than 60 s" in text_of(database_problems(url, NOW))


def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    url = f"postgresql://cop:hidden-word@/cop?host={tmp_path}"
    (problem,) = database_problems(url, NOW)
    assert "hidden-word" not in str(problem)


def test_the_command_reads_the_environment_and_ends_with_1_while_something_is_missing(
    tmp_path: Path,
) -> None:
    tmp_path.chmod(0o700)
    secrets = tmp_path / "secrets.toml"
    lines = [f'{key} = "{value}"' for key, value in {**AUTH, "client_id": "cop", "client_secret": "x",
             "server_metadata_url": "https://login.example.org/"}.items()]  # fmt: skip
    secrets.write_text("[auth]\n" + "\n".join(lines), encoding="utf-8")
    secrets.chmod(0o600)
    environment = {
        **os.environ, **COMPLETE.environment, "COP_DATA": str(tmp_path), "COP_DATABASE_URL": "",
        "STREAMLIT_SECRETS_FILES": str(secrets), "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_ALLOWED_HOSTS": f"{NAME} www.example.org",
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), "server-check", "--json"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=300, umask=0o077,
    )  # fmt: skip
    problems = {item["check"]: item["problems"] for item in json.loads(ended.stdout)}
    assert ended.returncode == 1, ended.stderr
    right = ("sign_in", "cookie_secret", "secrets_file", "hosts", "https_and_proxy", "limits", "umask",
             "data_folder", "documents")  # fmt: skip
    assert {name: problems[name] for name in right} == {name: [] for name in right}
    assert problems["backups"][0]["file"] == "COP_BACKUPS"
    assert "there is no such database" in problems["database"][0]["what"]
