"""All checks of a server, each with its problems."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assessment.data_location import data_folder, database_url
from host.server_check.database import database_problems
from host.server_check.machine import (
    account_problems,
    backup_problems,
    clock_problems,
    disk_problems,
    folder_problems,
    open_files_problems,
    system_problems,
    umask_problems,
)
from host.server_check.pdf import font_problems, pdf_problems
from host.server_check.settings import (
    ServerSettings,
    cookie_secret_problems,
    host_problems,
    limit_setting_problems,
    proxy_problems,
    read_settings,
    secrets_file_problems,
    sign_in_problems,
)
from operating_system import clock_state, open_files_limit, user_id
from questionnaires import Problem


@dataclass(frozen=True, slots=True)
class Check:
    """One check by name; nothing is missing where `problems` is empty."""

    name: str
    problems: tuple[Problem, ...]


def check_server(application: Path, folder: Path, at: dt.datetime) -> tuple[Check, ...]:
    """Check settings, folders, database, machine and documents, as this account in this environment.

    `application` is app.py, `folder` the one in which it is started. Nothing is changed, but a file is written to
    the data folder and removed.
    """
    settings = read_settings(application, folder)
    return tuple(Check(name, tuple(problems)) for name, problems in _checks(settings, at))


def _checks(settings: ServerSettings, at: dt.datetime) -> Iterator[tuple[str, Iterator[Problem]]]:
    environment = settings.environment
    data = data_folder(environment)
    yield "sign_in", sign_in_problems(settings)
    yield "cookie_secret", cookie_secret_problems(settings)
    yield "secrets_file", secrets_file_problems(settings)
    yield "hosts", host_problems(settings)
    yield "https_and_proxy", proxy_problems(settings)
    yield "limits", limit_setting_problems(settings)
    yield "system", system_problems()
    yield "account", account_problems(user_id())
    yield "umask", umask_problems(_umask())
    yield "data_folder", folder_problems(data)
    yield "database", database_problems(database_url(environment), at)
    yield "disk", disk_problems(data)
    yield "open_files", open_files_problems(open_files_limit())
    yield "clock", clock_problems(clock_state())
    yield "backups", backup_problems(environment.get("COP_BACKUPS", ""), at)
    yield "documents", pdf_problems()
    yield "fonts", font_problems()


def _umask() -> int:
    """The umask of this process, which can only be read by setting it."""
    current = os.umask(0o077)
    os.umask(current)
    return current
