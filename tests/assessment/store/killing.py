"""Killing of a writing process (SIGKILL), and checks of what the store holds afterwards.

`python -m tests.assessment.store.killing` does it 200 times on SQLite and prints the result.
"""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assessment.store import Store, local_person

ROOT = Path(__file__).parents[3]
ANA = local_person("Ana")

WRITER = """
import datetime as dt, sys
from assessment import Answer
from assessment.store import Store, local_person
store = Store.open(sys.argv[1])
person, at = local_person("Ana"), dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
seen = int(sys.argv[3])
print("ready", flush=True)
while True:
    seen = store.save_answer(sys.argv[2], "A1", Answer(level=seen % 5, comment=str(seen)),
                             expected_revision=seen, person=person, at=at).number
    print(seen, flush=True)
"""


@dataclass(slots=True)
class Killed:
    """Numbers of acknowledged writes, lost ones among them, and broken log entries, over all rounds."""

    acknowledged: int = 0
    lost: int = 0
    broken: int = 0


def kill_writers(url: str, *, times: int, seed: int = 179) -> Killed:
    """Start a writer, kill it after a moment and check the store, `times` times."""
    chance = random.Random(seed)
    result = Killed()
    with closing(Store.open(url)) as store:
        key = store.create(
            "KEN", "test", "", 2026, "full", person=ANA, at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
        )
        last = 0
        for _round in range(times):
            writer = subprocess.Popen(
                [sys.executable, "-c", WRITER, url, key, str(last)],
                cwd=ROOT, stdout=subprocess.PIPE, text=True,
            )  # fmt: skip
            assert writer.stdout is not None
            assert writer.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0, 0.3))
            writer.kill()
            told = [int(line) for line in writer.stdout if line.endswith("\n")]
            writer.wait()
            history = store.answer_history(key, "A1", person=ANA)
            numbers = [item.number for item in history]
            acknowledged = max(told, default=last)
            result.acknowledged += len(told)
            result.lost += max(0, acknowledged - len(numbers))
            result.broken += numbers != list(range(1, len(numbers) + 1))
            result.broken += any(item.value.comment != str(item.number - 1) for item in history)
            result.broken += len(store.verify_audit().broken)
            last = len(numbers)
    return result


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        result = kill_writers(f"sqlite:///{folder}/store.sqlite3", times=200)
        sys.stdout.write(f"{result}\n")
