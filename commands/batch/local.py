"""Jobs in processes of this machine: a process that ends early is replaced, and its job done again."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Generator, Sequence
from multiprocessing.connection import Connection, wait

from commands.batch.work import Job, Outcome, failed, run_job
from translations import gettext as _

ATTEMPTS = 3
"""How often a job is begun whose process ends, such as for want of memory."""

_CONTEXT = multiprocessing.get_context("spawn")  # a fork would copy threads and open files


def run_locally(jobs: Sequence[Job], workers: int) -> Generator[Outcome]:
    """Do the jobs in up to `workers` processes; outcomes come in the order in which they are ready."""
    waiting = deque(jobs)
    lost: Counter[str] = Counter()
    running = [_Worker() for _number in range(min(workers, len(waiting)))]
    try:
        for worker in running:
            worker.give(waiting.popleft())
        while busy := [worker for worker in running if worker.job is not None]:
            ready = wait([worker.connection for worker in busy])
            for worker in (worker for worker in busy if worker.connection in ready):
                job, outcome = worker.take()
                if outcome is None:
                    lost[job.name] += 1
                    worker.restart()
                    if lost[job.name] < ATTEMPTS:
                        waiting.appendleft(job)
                    else:
                        outcome = failed(job, _stopped_text())
                if waiting:
                    worker.give(waiting.popleft())
                if outcome is not None:
                    yield outcome
    finally:
        for worker in running:
            worker.stop()


def _stopped_text() -> str:
    return _(
        "the process that did the work ended {number} times. Is there enough memory? Try again with --workers 1."
    ).format(number=ATTEMPTS)


class _Worker:
    """A process with the job that it does."""

    def __init__(self) -> None:
        self.job: Job | None = None
        self._start()

    def _start(self) -> None:
        self.connection, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, job: Job) -> None:
        """Begin a job. Where the process has ended, `take` says so."""
        self.job = job
        try:
            self.connection.send(job)
        except OSError:
            return

    def take(self) -> tuple[Job, Outcome | None]:
        """The job that is over and its outcome; None where the process has ended."""
        job, self.job = self.job, None
        if job is None:
            raise ValueError("the process has no job")
        try:
            outcome: Outcome = self.connection.recv()
        except (EOFError, OSError):
            return job, None
        return job, outcome

    def restart(self) -> None:
        """Replace the process."""
        self.stop()
        self._start()

    def stop(self) -> None:
        """End the process, also in the middle of a job."""
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(connection: Connection) -> None:
    """Do jobs until the command closes the connection; end with it, also in the middle of a job."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the command, which then ends this
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            job: Job = connection.recv()
        except EOFError:
            return
        connection.send(run_job(job))


def _end_with_parent() -> None:
    """Wait until the command has ended, then end this process."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
