"""A cluster on loopback: PostgreSQL, processes of the application, a proxy, and a Dask scheduler where it is installed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

from scripts.cluster.proxy import Proxy
from scripts.cluster.scheduler import Scheduler, is_installed
from tests.support.server import Server, free_port
from tests.support.servers.postgres import PostgresServer, running_server
from tests.support.sign_in_server import running_provider, sign_in_settings

CONNECTIONS = 200
"""Of PostgreSQL: 19 for each process, and those of the tests."""


class Cluster:
    """Running processes behind a proxy; `data` is their data folder, `database_url` that of their database."""

    def __init__(
        self, postgres: PostgresServer, database_url: str, processes: list[Server], proxy: Proxy
    ) -> None:
        self.postgres, self.database_url = postgres, database_url
        self.processes, self.proxy = processes, proxy
        self.scheduler: Scheduler | None = None

    @property
    def address(self) -> str:
        """Base URL at the proxy, without a slash at the end."""
        return self.proxy.address

    @property
    def data(self) -> Path:
        """Data folder of all processes."""
        return self.processes[0].folder

    def process_on(self, name: str) -> Server:
        """Return the process that the cookie of a browser names."""
        return next(item for item in self.processes if str(item.port) == name)


@contextmanager
def running_cluster(
    folder: Path, number: int = 2, *, accounts: bool = False, tasks: bool = False, **settings: str
) -> Iterator[Cluster]:
    """Context manager that runs a cluster of `number` processes, with all its files in `folder`.

    With `accounts` people sign in with the OpenID provider of the tests; with `tasks` a Dask scheduler and two workers run
    where `distributed` is installed.
    """
    data, logs = folder / "data", folder / "proxy"
    for path in (data, logs):
        path.mkdir()
    with ExitStack() as stack:
        postgres = stack.enter_context(running_server(connections=CONNECTIONS))
        url = postgres.new_database()
        processes = [Server(data, COP_DATABASE_URL=url, **settings) for _number in range(number)]
        for process in processes:
            process.settings["COP_PROCESS"] = str(process.port)
        proxy = Proxy(logs, [process.port for process in processes])
        if accounts:
            port, redirect = free_port(), f"{proxy.address}/oauth2callback"
            for process in processes:
                process.settings |= sign_in_settings(data, redirect, port) | settings
            stack.enter_context(running_provider(port, redirect, folder))
        cluster = Cluster(postgres, url, processes, proxy)
        if tasks and is_installed():
            cluster.scheduler = Scheduler(logs)
            stack.callback(cluster.scheduler.stop)
            cluster.scheduler.start()
        for process in processes:
            stack.callback(process.stop)
        with ThreadPoolExecutor(number) as threads:
            list(threads.map(Server.start, processes))
        stack.callback(proxy.stop)
        proxy.start()
        yield cluster


@contextmanager
def temporary_cluster(number: int = 2, **settings: str) -> Iterator[Cluster]:
    """Context manager that runs a cluster with its files in a temporary folder."""
    with (
        tempfile.TemporaryDirectory(prefix="cop-cluster-") as folder,
        running_cluster(Path(folder), number, **settings) as cluster,
    ):
        yield cluster
