"""Concurrent saves on both databases lose nothing and never fail because the database is locked."""

from __future__ import annotations

import datetime as dt
import multiprocessing
import random
import threading
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest
from sqlalchemy import exc

from assessment import NATIONAL, Answer
from assessment.store import AnswerChange, Stale, Store, local_person
from assessment.store.database.fair_queue import FairSemaphore
from questionnaires import load_published_edition
from tests.support.profiles import drawn
from tests.support.timeouts import SAVE_SECONDS

WRITERS = 30
EACH = drawn(3_000) // WRITERS
ANSWERS = EACH * WRITERS
PERSON = local_person("tester")
EDITION = load_published_edition("2026")
OWN = tuple(EDITION.indicators)[:60]
SHARED = tuple(EDITION.indicators)[60:72]
"""Indicators that every writer answers, so that edit conflicts occur."""


def begin(store: Store) -> str:
    return store.create("KEN", "2026", EDITION.content_hash, 2026, "full", person=PERSON, at=now())


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def write(store: Store, key: str, writer: int) -> list[tuple[str, str, int, str]]:
    """Save `EACH` answers, every third to an indicator that others write too; return the accepted ones."""
    draw = random.Random(writer)
    institution = f"inst_{writer}"
    accepted: list[tuple[str, str, int, str]] = []
    seen: Counter[tuple[str, str]] = Counter()
    for number in range(EACH):
        shared = number % 3 == 0
        where = (NATIONAL, draw.choice(SHARED)) if shared else (institution, draw.choice(OWN))
        answer = Answer(level=draw.randrange(5), comment=f"{writer}-{number}")
        while True:
            try:
                saved = store.save_answer(
                    key, where[1], answer, expected_revision=seen[where],
                    person=PERSON, at=now(), institution=where[0],
                )  # fmt: skip
                break
            except Stale as stale:  # take the stored revision, and try again
                seen[where] = stale.stored.number
        seen[where] = saved.number
        accepted.append((*where, saved.number, answer.comment))
    return accepted


def check(store: Store, key: str, accepted: list[tuple[str, str, int, str]]) -> None:
    """Assert that every accepted answer is in the history once, under its number, and the numbers have no gap."""
    assert len(accepted) == ANSWERS
    assert len({item[3] for item in accepted}) == ANSWERS
    wheres = {item[:2] for item in accepted}
    kept = [
        (institution, indicator, item.number, item.value.comment)
        for institution, indicator in wheres
        for item in store.answer_history(key, indicator, person=PERSON, institution=institution)
    ]
    assert sorted(kept) == sorted(accepted)
    for where in wheres:
        numbers = sorted(item[2] for item in accepted if item[:2] == where)
        assert numbers == list(range(1, len(numbers) + 1))


def test_30_writers_store_as_fast_as_they_can_and_none_is_lost_or_locked_out(store: Store) -> None:
    key = begin(store)
    with ThreadPoolExecutor(WRITERS) as pool:
        results = pool.map(lambda writer: write(store, key, writer), range(WRITERS))
        accepted = [item for result in results for item in result]
    check(store, key, accepted)


def _in_a_process(url: str, key: str, first: int) -> list[tuple[str, str, int, str]]:
    store = Store.open_existing(url, timeout_seconds=SAVE_SECONDS)
    try:
        with ThreadPoolExecutor(10) as pool:
            results = pool.map(lambda writer: write(store, key, writer), range(first, first + 10))
            return [item for result in results for item in result]
    finally:
        store.close()


def test_the_same_from_three_processes_with_ten_writers_each(database_url: str) -> None:
    store = Store.open(database_url, timeout_seconds=SAVE_SECONDS)
    key = begin(store)
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn")) as pool:
        results = pool.map(_in_a_process, [database_url] * 3, [key] * 3, [0, 10, 20])
        accepted = [item for result in results for item in result]
    check(store, key, accepted)
    store.close()


def test_of_imports_at_the_same_time_one_is_stored_whole_and_the_others_not_at_all(
    store: Store,
) -> None:
    key = begin(store)
    gate = threading.Barrier(8)

    def bring(number: int) -> bool:
        changes = [
            AnswerChange(NATIONAL, indicator, Answer(level=number % 5, comment=str(number)), 0)
            for indicator in OWN
        ]
        gate.wait()
        try:
            return store.save_all(key, answers=changes, person=PERSON, at=now()) == len(OWN)
        except Stale:
            return False

    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(bring, range(8)))
    assert stored.count(True) == 1
    result = store.load(key, person=PERSON).answers
    assert {answer.comment for answer in result.values()} == {str(stored.index(True))}
    assert len(result) == len(OWN)


def test_who_comes_first_is_served_first_and_who_gives_up_leaves_the_queue() -> None:
    queue, served = FairSemaphore(1, timeout_seconds=5), []
    impatient = FairSemaphore(1, timeout_seconds=0.05)

    def wait(number: int) -> None:
        with queue.slot():
            served.append(number)

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(10)]
    with queue.slot():
        for thread in threads:
            thread.start()
            while len(queue._waiting) <= threads.index(thread):  # until it is in the queue
                pass
    for thread in threads:
        thread.join()
    assert served == list(range(10))
    with impatient.slot(), pytest.raises(exc.TimeoutError), impatient.slot():
        pass
    with impatient.slot():
        pass
