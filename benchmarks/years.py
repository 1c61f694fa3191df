"""Ten years of a region in one store: reads of the pages, size, backup and verification, against a store with one assessment.

30 invented countries, 8 cycles and 12 institutions, each of which answers every question, on SQLite and PostgreSQL.
`YEARS_COUNTRIES=3 python -m benchmarks years` is a small run. Both stores are read in turn; a ratio is of the 95th percentiles.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import partial
from itertools import islice, product
from pathlib import Path
from string import ascii_uppercase

import psycopg

from assessment import Assessment, Standing
from assessment.model.assessment import Institution
from assessment.store import Store, local_person, restore_backup, write_backup
from assessment.store.evidence_blobs import BlobStore
from assessment.store.publications import published
from benchmarks.measure import Result, seconds
from benchmarks.scoring import full_assessment
from questionnaires import Edition, load_published_edition
from tests.support.servers.postgres import running_server

COUNTRIES = int(os.environ.get("YEARS_COUNTRIES", "30"))
CYCLES, INSTITUTIONS = 8, 12
TURNS = int(os.environ.get("YEARS_TURNS", "100"))
AIM = "at most 1.3"
BENCH = local_person("bench")


def results() -> list[Result]:
    """The reads of both databases, then size, backup, restoration and verification of each."""
    edition = load_published_edition("2026")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        blobs = BlobStore(folder / "evidence")
        server = stack.enter_context(running_server())
        alone, many = folder / "one.sqlite3", folder / "many.sqlite3"
        keys = _fill(alone, edition, 1, 1), _fill(many, edition, COUNTRIES, CYCLES)
        lines = []
        one, full = (
            stack.enter_context(closing(Store.open(f"sqlite:///{path}"))) for path in (alone, many)
        )
        lines += _lines("SQLite", (one, full), keys)
        lines.append(_size("SQLite", alone.stat().st_size, many.stat().st_size))
        backups = folder / "one.zip", folder / "many.zip"
        lines += _backup("SQLite", (one, full), blobs, backups)
        urls = server.new_database(), server.new_database()
        small, large = (
            seconds(partial(restore_backup, backup, url, blobs))
            for backup, url in zip(backups, urls, strict=True)
        )
        lines.append(_whole("restoring that into PostgreSQL, log verified", small, large))
        for url in urls:
            _analyse(url)
        one, full = (stack.enter_context(closing(Store.open(url))) for url in urls)
        lines += _lines("PostgreSQL", (one, full), keys)
        lines.append(_size("PostgreSQL", *map(_database_size, urls)))
        lines += _backup("PostgreSQL", (one, full), blobs, backups)
    return lines


def _fill(path: Path, edition: Edition, countries: int, cycles: int) -> str:
    """Store the assessments of `countries` with the last `cycles` of `CYCLES`; returns the id of the newest one of one country."""
    codes = (f"X{first}{second}" for first, second in product("ABCDEFGH", ascii_uppercase))
    key = ""
    with closing(Store.open(f"sqlite:///{path}")) as store:
        for number, code in enumerate(islice(codes, countries)):
            for cycle in range(CYCLES - cycles, CYCLES):
                stored = store.import_assessment(
                    _answered(edition, code, 2019 + cycle, number * CYCLES + cycle),
                    edition_hash=edition.content_hash,
                    person=BENCH,
                    at=datetime.now(UTC),
                )
                key = stored if number == countries // 2 else key
    return key


def _answered(edition: Edition, country: str, cycle: int, seed: int) -> Assessment:
    """An assessment in which the country and each institution answer every question, by dice."""
    institutions = tuple(
        Institution(id=f"i{n}", name=f"Institution {n}", indicators=tuple(edition.indicators))
        for n in range(INSTITUTIONS)
    )
    answers = {
        item.id: full_assessment(edition, seed * INSTITUTIONS + number).answers
        for number, item in enumerate(institutions)
    }
    return full_assessment(edition, seed).model_copy(
        update={
            "country": country,
            "cycle": cycle,
            "standing": Standing.TRAINING,
            "institutions": institutions,
            "institution_answers": answers,
        }
    )


def _reads(store: Store, key: str) -> Mapping[str, Callable[[], object]]:
    """What the pages read, by page; each reads once and is then called again."""
    known = store.load_changes(key, None, person=BENCH)
    country = known.assessment.country
    return {
        "any page, nothing changed": lambda: store.load_changes(key, known, person=BENCH),
        "any page, for the first time": lambda: store.load(key, person=BENCH),
        "question: history of an answer": lambda: store.answer_history(key, "L02", person=BENCH),
        "settlement: answers of all": lambda: store.newest_answers(key, person=BENCH),
        "review: remarks": lambda: store.reviews(key, person=BENCH),
        "roadmap: settings, review of the plan": lambda: (
            store.settings(key, person=BENCH),
            store.plan_review(key, person=BENCH),
        ),
        "hand in: steps, cycles, invitations": lambda: (
            store.transitions(key, person=BENCH),
            store.cycles(key, person=BENCH),
            store.invitation_events(key, person=BENCH),
        ),
        "evidence: files": lambda: store.files(key, person=BENCH),
        "publication: decisions": lambda: store.publications(key, person=BENCH),
        "accounts of a country": lambda: store.people(country, person=BENCH),
        "public pages: what is public": lambda: published(store),
    }


def _lines(database: str, stores: tuple[Store, Store], keys: tuple[str, str]) -> Iterator[Result]:
    """Each read of the small and the large store in turn; then the list of assessments, which is as long as there are."""
    one, many = (_reads(store, key) for store, key in zip(stores, keys, strict=True))
    for name, read in one.items():
        small, large = _in_turn(read, many[name], TURNS)
        yield Result(
            f"{database}, {name}",
            f"{large * 1000:.2f} ms",
            "one assessment",
            f"{small * 1000:.2f} ms",
            f"{large / small:.2f}",
            AIM,
        )
    small, large = _in_turn(
        lambda: stores[0].assessments(person=BENCH), lambda: stores[1].assessments(person=BENCH), 20
    )
    yield Result(
        f"{database}, start: list of {COUNTRIES * CYCLES} assessments",
        f"{large * 1000:.0f} ms",
        "of one",
        f"{small * 1000:.1f} ms",
        f"{large / small:.0f}",
    )


def _in_turn(
    small: Callable[[], object], large: Callable[[], object], turns: int
) -> tuple[float, float]:
    """The 95th percentile of the seconds of both, in turn, after one turn to warm up."""
    small(), large()
    pairs = [(seconds(small), seconds(large)) for _turn in range(turns)]
    one, many = (statistics.quantiles(side, n=20)[-1] for side in zip(*pairs, strict=True))
    return one, many


def _size(database: str, small: int, large: int) -> Result:
    return Result(
        f"{database}, size of the database",
        f"{large / 1024**2:.0f} MB",
        "one assessment",
        f"{small / 1024**2:.1f} MB",
        f"{large / small:.0f}",
        f"at most {COUNTRIES * CYCLES}, the number of assessments",
    )


def _backup(
    database: str, stores: tuple[Store, Store], blobs: BlobStore, paths: tuple[Path, Path]
) -> Iterator[Result]:
    """Seconds of a backup and of the verification of the log."""
    small, large = (
        seconds(partial(write_backup, store, blobs, path))
        for store, path in zip(stores, paths, strict=True)
    )
    yield _whole(f"{database}, backup of {paths[1].stat().st_size / 1024**2:.0f} MB", small, large)
    small, large = (seconds(store.verify_audit) for store in stores)
    yield _whole(f"{database}, verifying the log", small, large)


def _whole(what: str, small: float, large: float) -> Result:
    """The seconds of work on the whole store."""
    number = f"at most {COUNTRIES * CYCLES}, the number of assessments"
    return Result(
        what,
        f"{large:.1f} s",
        "one assessment",
        f"{small:.2f} s",
        f"{large / small:.0f}",
        number,
    )


def _analyse(url: str) -> None:
    """What PostgreSQL does by itself a minute after many rows were added."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def _database_size(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    assert row is not None
    return int(row[0])
