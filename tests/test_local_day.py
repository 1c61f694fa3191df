"""Days are printed in the zone of the computer in commands, of the visitor on pages, of the country in publications."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import zoneinfo
from pathlib import Path

import pytest

from host import services
from public.publication_day import publication_day
from translations.local_time import local_day, named_zone, use_time_zone

ROOT = Path(__file__).parent.parent
EAST, WEST = "Pacific/Kiritimati", "Etc/GMT+12"
"""26 hours apart, so that it is never the same day in both."""

EVENING = dt.datetime(2026, 11, 27, 3, tzinfo=dt.UTC)
"""The evening of 26 November in Lima."""


@pytest.mark.parametrize("zone", [EAST, WEST])
def test_a_command_judges_and_prints_by_the_day_of_the_computer(zone: str) -> None:
    before = dt.datetime.now(zoneinfo.ZoneInfo(zone)).date()
    result = subprocess.run(
        [sys.executable, "-c", "from commands.options import day_of; print(day_of(None))"],
        env={**os.environ, "TZ": zone},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    after = dt.datetime.now(zoneinfo.ZoneInfo(zone)).date()
    assert result.stdout.strip() in {str(before), str(after)}


@pytest.mark.parametrize("zone", [EAST, WEST])
def test_today_in_the_application_is_that_of_the_visitor(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "visitor_zone", lambda: named_zone(zone))
    before = dt.datetime.now(zoneinfo.ZoneInfo(zone)).date()
    assert services.today() in {before, dt.datetime.now(zoneinfo.ZoneInfo(zone)).date()}


def test_a_moment_is_another_day_in_another_zone() -> None:
    days = {}
    for zone in ("America/Lima", "Africa/Nairobi", "Asia/Jakarta"):
        with use_time_zone(named_zone(zone)):
            days[zone] = local_day(EVENING).day
    assert days == {"America/Lima": 26, "Africa/Nairobi": 27, "Asia/Jakarta": 27}


@pytest.mark.parametrize(
    "name", ["", None, "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "\0"]
)
def test_an_unknown_zone_is_none(name: str | None) -> None:
    assert named_zone(name) is None


@pytest.mark.parametrize(
    ("country", "day"),
    [("PER", 26), ("KEN", 27), ("KIR", 27), ("USA", 26), ("XXX", 27)],
)
def test_a_publication_has_the_day_of_its_country(country: str, day: int) -> None:
    assert publication_day(country, EVENING).day == day


def test_a_country_on_two_days_has_that_of_utc() -> None:
    moment = dt.datetime(2026, 11, 27, 7, tzinfo=dt.UTC)  # 26 November in Hawaii, 27 in New York
    assert publication_day("USA", moment).day == 27
