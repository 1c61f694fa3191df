"""Kill processes, PostgreSQL, scheduler and workers at random while sessions write: `python -m benchmarks chaos --minutes 10`.

At the end every acknowledged answer must be in the store, in the order in which it was given, and the log must be whole.
What people saw is counted: cuts of the connection, refusals of the proxy, errors on the page, seconds without an answer.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from websockets.exceptions import ConnectionClosed, InvalidStatus

from assessment.store import Store
from benchmarks.cluster import BENCH, benchmark_cluster, p95, plain_indicators, stored, trusting
from benchmarks.server import ROOT, Visitor
from benchmarks.sessions import LEVEL
from scripts.cluster.cluster import Cluster
from tests.support.server import Server

SECONDS_BETWEEN_ANSWERS = (0.5, 2.0)
SECONDS_BETWEEN_FAULTS = (6.0, 15.0)
SECONDS_DOWN = (0.5, 3.0)
PATIENCE = 30.0
"""Seconds after which a session gives up waiting for a message and connects again."""

SAVED = b'data-choice="%d"'
NOT_STORED = b"Nothing was stored"
AGAIN = "Try to save again"
UNEXPECTED = b"This page could not be shown"


@dataclass(slots=True)
class Writer:
    """A session that answers one question again and again, and connects again when it is cut off."""

    cluster: Cluster
    key: str
    indicator: str
    dice: random.Random
    acknowledged: list[int] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    is_refused: bool = False
    unanswered: float = 0.0
    """Seconds for which the last choice waits at the end."""

    def run(self, ended: threading.Event) -> None:
        """Answer until `ended`; a choice is repeated until it is acknowledged."""
        level, since = 0, time.monotonic()
        while not ended.is_set():
            try:
                with self._connect() as visitor:
                    while not ended.is_set():
                        level = (level + self.dice.randint(1, 4)) % 5 if not self.waits else level
                        if self._is_acknowledged(visitor, level):
                            self.acknowledged.append(level)
                            self.waits.append(time.monotonic() - since)
                            level = (level + self.dice.randint(1, 4)) % 5
                            ended.wait(self.dice.uniform(*SECONDS_BETWEEN_ANSWERS))
                            since = time.monotonic()
                        else:
                            ended.wait(1.0)
            except InvalidStatus as error:
                self.seen[f"refused with {error.response.status_code}"] += 1
            except (ConnectionClosed, OSError, EOFError):
                self.seen["connection lost"] += 1
            except (KeyError, AssertionError):
                self.seen["page without its question"] += 1
            ended.wait(0.5)
        self.unanswered = time.monotonic() - since

    def _connect(self) -> Visitor:
        address = self.cluster.address.removeprefix("https://")
        query = f"a={self.key}&i={self.indicator}"
        self.is_refused = False
        visitor = Visitor(address, query, "answer", tls=trusting(self.cluster), timeout=PATIENCE)
        visitor.rerun()
        visitor.rerun()
        return visitor

    def _is_acknowledged(self, visitor: Visitor, level: int) -> bool:
        """Choose a level, or try to save again; return whether the page says that it is saved. Counts the errors on it.

        The same choice once more would be no change, and a browser sends none.
        """
        said: list[bytes] = []
        visitor.listen = said.append
        if self.is_refused and visitor.has_button(AGAIN):
            visitor.press(AGAIN)
        else:
            visitor.choose(LEVEL, level)
        page = b"".join(said)
        for name, sign in (("banner: not stored", NOT_STORED), ("page with an error", UNEXPECTED)):
            self.seen[name] += sign in page
        is_saved = SAVED % level in page and b"cop-saved good" in page
        self.is_refused = not is_saved
        return is_saved


class Faults:
    """Kills a part of a cluster at random and starts it again; only one process of the application is down at a time."""

    def __init__(self, cluster: Cluster, dice: random.Random) -> None:
        self.cluster, self.dice = cluster, dice
        self.done: Counter[str] = Counter()

    def run(self, ended: threading.Event) -> None:
        """Cause faults until `ended`; everything is up again when this returns."""
        kinds: list[Callable[[], None]] = [
            self.kill_process,
            self.restart_process,
            self.crash_database,
        ]
        if self.cluster.scheduler is not None:
            kinds += [self.kill_task_process]
        coming: list[Callable[[], None]] = []
        while not ended.wait(self.dice.uniform(*SECONDS_BETWEEN_FAULTS)):
            # Each kind comes equally often, in an order by chance.
            coming = coming or self.dice.sample(kinds, len(kinds))
            coming.pop()()

    def kill_process(self) -> None:
        process = self.dice.choice(self.cluster.processes)
        process.kill()
        self._pause()
        process.start()
        self.done["process killed"] += 1

    def restart_process(self) -> None:
        process = self.dice.choice(self.cluster.processes)
        process.stop()
        process.start()
        self.done["process restarted"] += 1

    def crash_database(self) -> None:
        self.cluster.postgres.crash()
        self._pause()
        self.cluster.postgres.start()
        self.done["PostgreSQL stopped at once"] += 1

    def kill_task_process(self) -> None:
        scheduler = self.cluster.scheduler
        assert scheduler is not None
        index = self.dice.randrange(len(scheduler.processes))
        scheduler.restart(index)
        self.done[f"{scheduler.names()[index]} killed"] += 1

    def _pause(self) -> None:
        time.sleep(self.dice.uniform(*SECONDS_DOWN))


def main(arguments: Sequence[str]) -> None:
    """Run for some minutes and print what happened. Exits with 1 where an acknowledged answer is missing."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks chaos")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--sessions", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    dice = random.Random(options.seed)  # noqa: S311 -- which fault comes next is no secret
    with benchmark_cluster(2, tasks=True) as cluster:
        key, indicators = stored(cluster, 1), plain_indicators()
        before = _histories(cluster, key, indicators[: options.sessions])
        writers = [
            Writer(cluster, key, indicator, random.Random(f"{options.seed} {indicator}"))  # noqa: S311 -- as above
            for indicator in indicators[: options.sessions]
        ]
        ended, faults = threading.Event(), Faults(cluster, dice)
        threads = [threading.Thread(target=item.run, args=(ended,)) for item in writers]
        for thread in threads:
            thread.start()
        timer = threading.Timer(options.minutes * 60, ended.set)
        timer.start()
        try:
            faults.run(ended)
        finally:
            timer.cancel()
            ended.set()
            for thread in threads:
                thread.join()
        _restore(cluster.processes)
        lost = _lost(cluster, writers, before)
        is_whole = _log_is_whole(cluster)
        _report(options.minutes, writers, faults, lost, is_whole=is_whole)
    if lost or not is_whole:
        sys.exit(1)


def _restore(processes: Sequence[Server]) -> None:
    for process in processes:
        if process.process is None or process.process.poll() is not None:
            process.start()


def _histories(
    cluster: Cluster, key: str, indicators: Sequence[str]
) -> dict[str, list[int | None]]:
    """Levels of all revisions of each answer, the oldest first."""
    with closing(Store.open(cluster.database_url)) as store:
        return {
            indicator: [
                item.value.level
                for item in sorted(
                    store.answer_history(key, indicator, person=BENCH), key=lambda item: item.number
                )
            ]
            for indicator in indicators
        }


def _lost(
    cluster: Cluster, writers: Sequence[Writer], before: dict[str, list[int | None]]
) -> list[str]:
    """Acknowledged answers that are not in the store in the order in which they were given."""
    after = _histories(cluster, writers[0].key, [item.indicator for item in writers])
    result = []
    for writer in writers:
        rows = after[writer.indicator][len(before[writer.indicator]) - 1 :]
        number = first_missing(writer.acknowledged, rows)
        if number is not None:
            result.append(
                f"{writer.indicator}: answer {number}, level {writer.acknowledged[number]}"
            )
    return result


def first_missing(acknowledged: Sequence[int], rows: Sequence[int | None]) -> int | None:
    """Return the index of the first level that is not in `rows` after the ones before it; None where all are."""
    left = iter(rows)
    for number, level in enumerate(acknowledged):
        if level not in left:  # goes on to the row after the one that is found
            return number
    return None


def _log_is_whole(cluster: Cluster) -> bool:
    environment = {
        **os.environ,
        "COP_DATABASE_URL": cluster.database_url,
        "COP_DATA": str(cluster.data),
    }
    done = subprocess.run(
        [sys.executable, "cli.py", "audit", "verify"], cwd=ROOT, env=environment, check=False
    )
    return done.returncode == 0


def _report(
    minutes: float, writers: Sequence[Writer], faults: Faults, lost: list[str], *, is_whole: bool
) -> None:
    waits = [wait for item in writers for wait in item.waits]
    seen: Counter[str] = sum((item.seen for item in writers), Counter())
    print(f"## Chaos, {minutes:g} minutes, {len(writers)} sessions\n")
    print("| What | Number |\n|---|---:|")
    for name, count in sorted(faults.done.items()):
        print(f"| fault: {name} | {count} |")
    print(f"| answers acknowledged | {len(waits)} |")
    print(f"| of these missing in the store | {len(lost)} |")
    print(f"| the log is whole | {'yes' if is_whole else 'no'} |")
    for name, count in sorted(seen.items()):
        print(f"| seen: {name} | {count} |")
    if waits:
        print(f"| seconds until an answer was acknowledged, p95 | {p95(waits):.1f} |")
        print(f"| the longest | {max(waits):.1f} |")
        print(f"| answers that took longer than 5 s | {sum(wait > 5 for wait in waits)} |")
    print(f"| the longest wait at the end | {max(item.unanswered for item in writers):.1f} |")
    for item in lost:
        print(f"\n{item}")
