"""How long a public page may lag behind a decision, and what a request costs in between."""

from __future__ import annotations

import gzip
from contextlib import closing

from sqlalchemy import event

from assessment.store import Store
from public.published_files import SECONDS_TRUSTED, PublishedFiles
from public.site import Site
from questionnaires import load_published_edition
from reports import PdfWorker
from serving.rate_limit import RateLimit
from tests.public.asking import ask, bring, publish, retract

PATHS = ("/repository/KEN/2026", "/repository", "/api/v1/publications/KEN/2026", "/repository/fr/KEN/2026")  # fmt: skip


class _Clock:
    """Seconds that pass only when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def _site(store: Store, clock: _Clock) -> Site:
    def no_pdf() -> PdfWorker:
        raise AssertionError("this test makes no PDF")

    files = PublishedFiles(lambda: store, load_published_edition, clock)
    return Site(files, no_pdf, RateLimit(100_000, lambda: 0.0))


def _statements(store: Store) -> list[str]:
    """The list into which every later statement of a store is written."""
    seen: list[str] = []

    @event.listens_for(store._engine, "before_cursor_execute")
    def _note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        seen.append(statement)

    return seen


def test_a_retraction_by_another_process_has_effect_within_the_stated_time(
    store: Store, database_url: str
) -> None:
    key, clock = publish(store, "ken"), _Clock()
    with closing(Store.open(database_url)) as other:
        site = _site(other, clock)
        for _time in range(3):  # from the store, then from memory
            assert [ask(site, path).status for path in PATHS] == [200, 200, 200, 200]
        retract(store, key)
        clock.now += SECONDS_TRUSTED
        assert [ask(site, path).status for path in PATHS] == [404, 200, 404, 404]
        assert b"KEN" not in ask(site, "/repository").body


def test_the_stated_time_is_at_most_a_second() -> None:
    assert 0 < SECONDS_TRUSTED <= 1


def test_a_page_sent_again_within_the_time_asks_the_database_nothing(sqlite_store: Store) -> None:
    publish(sqlite_store, "ken")
    clock = _Clock()
    site = _site(sqlite_store, clock)
    first = [[ask(site, path) for path in PATHS] for _time in range(2)][1]
    statements = _statements(sqlite_store)
    assert [ask(site, path) for path in PATHS] == first
    assert statements == []
    clock.now += SECONDS_TRUSTED
    assert ask(site, PATHS[0]) == first[0]
    assert len([item for item in statements if item.startswith("SELECT")]) == 1


def test_a_write_of_the_same_process_is_looked_at_without_waiting(sqlite_store: Store) -> None:
    key = publish(sqlite_store, "ken")
    site = _site(sqlite_store, _Clock())
    for _time in range(2):
        assert b"KEN" in ask(site, "/repository").body
    bring(sqlite_store, "gha")
    assert ask(site, PATHS[0]).status == 200
    retract(sqlite_store, key)
    assert [ask(site, path).status for path in PATHS] == [404, 200, 404, 404]


def test_a_failing_database_is_noticed_after_the_stated_time(sqlite_store: Store) -> None:
    publish(sqlite_store, "ken")
    clock = _Clock()
    site = _site(sqlite_store, clock)
    assert [ask(site, PATHS[0]).status for _time in range(2)] == [200, 200]
    with sqlite_store.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE publication_revision RENAME TO elsewhere")
    clock.now += SECONDS_TRUSTED
    assert ask(site, PATHS[0]).status == 503


def test_a_compressed_page_has_the_same_text_and_tag_each_time(sqlite_store: Store) -> None:
    publish(sqlite_store, "ken")
    site = _site(sqlite_store, _Clock())
    plain = ask(site, PATHS[0])
    for _time in range(3):
        packed = ask(site, PATHS[0], accept_encoding="gzip, br")
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
        assert int(packed.headers["content-length"]) == len(packed.body) < len(plain.body) / 2
        assert gzip.decompress(packed.body) == plain.body
        assert packed.headers["etag"] == plain.headers["etag"]
    assert "content-encoding" not in ask(site, "/repository/KEN/2026/data.xlsx", accept_encoding="gzip").headers  # fmt: skip
