"""`make cluster`: run the application as several processes on this machine until Ctrl-C, or for some seconds."""

from __future__ import annotations

import argparse
import signal
import sys
import threading

from scripts.cluster.cluster import Cluster, temporary_cluster

MAXIMUM_PROCESSES = 8


def main() -> None:
    """Start the cluster, print its addresses, and stop it at the end."""
    parser = argparse.ArgumentParser(prog="make cluster", description=__doc__)
    parser.add_argument(
        "--processes", type=int, default=2, choices=range(2, MAXIMUM_PROCESSES + 1), metavar="N"
    )
    parser.add_argument("--for", type=float, default=None, metavar="SECONDS", dest="seconds")
    options = parser.parse_args()
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: ended.set())
    sys.stdout.write("Starting. This takes some seconds.\n")
    sys.stdout.flush()
    try:
        with temporary_cluster(options.processes, tasks=True) as cluster:
            sys.stdout.write("\n".join(description(cluster)) + "\n")
            sys.stdout.flush()
            ended.wait(options.seconds)
    except RuntimeError as error:
        sys.exit(str(error))


def description(cluster: Cluster) -> list[str]:
    """Return a line for each part with its address."""
    scheduler = cluster.scheduler
    return [
        f"The application: {cluster.address} (the certificate is self-made; the browser asks)",
        *(f"  process {number}: {process.address}" for number, process in enumerate(cluster.processes, 1)),
        f"PostgreSQL: {cluster.database_url}",
        f"Data folder: {cluster.data}",
        *([f"Dask scheduler: {scheduler.address}"] if scheduler else ["Dask: not installed"]),
        "Everything is deleted at the end. To stop, press Ctrl-C.",
    ]  # fmt: skip


if __name__ == "__main__":
    main()
