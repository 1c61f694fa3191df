"""Jobs on the workers of a Dask scheduler. Only this module imports Dask, which an installation need not have."""

from __future__ import annotations

import ipaddress
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from commands.batch.work import Job, Outcome, failed, run_job
from commands.options import CommandFailed
from translations import gettext as _

if TYPE_CHECKING:
    from distributed import Client, Future

WAIT_SECONDS = 60
"""How long a scheduler may have no worker before the command gives up."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """The files for TLS between this command, scheduler and workers, in PEM."""

    authority: Path
    certificate: Path
    key: Path


def is_unprotected(address: str) -> bool:
    """Whether data and programs reach the scheduler unencrypted over a network.

    >>> [is_unprotected(item) for item in ("tcp://10.0.0.5:8786", "tls://10.0.0.5:8786", "tcp://127.0.0.1:8786")]
    [True, False, False]
    """
    parts = urlsplit(address)
    if parts.scheme == "tls":
        return False
    try:
        return not ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname != "localhost"


def run_on_cluster(
    jobs: Sequence[Job], address: str, certificates: Certificates | None
) -> Generator[Outcome]:
    """Do the jobs on the workers of the scheduler at `address`; outcomes come in the order in which they are ready.

    Dask repeats the job of a worker that is lost. Without `certificates` the settings of Dask are valid. Raises CommandFailed where
    Dask is not installed, the scheduler can't be reached or has no worker.
    """
    with _connect(address, certificates) as client:
        jobs_by_future = {client.submit(run_job, job, pure=False): job for job in jobs}
        from distributed import as_completed

        for future in as_completed(list(jobs_by_future), loop=client.loop):
            # Without a reference to it, the scheduler forgets the result.
            yield _outcome(future, jobs_by_future.pop(future))


def _connect(address: str, certificates: Certificates | None) -> Client:
    try:
        from distributed import Client, Security
    except ImportError as error:
        raise CommandFailed(
            _(
                "--scheduler: Dask is not installed. Install it: pip install --require-hashes -r requirements-cluster.lock"
            )
        ) from error
    try:
        # Before a client is made: one that fails for its settings leaves threads that do not end.
        security = _security(Security, address, certificates)
        client = Client(address, security=security, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CommandFailed(
            _(
                "--scheduler {address}: can't be reached ({reason}). Check the address and the certificates."
            ).format(address=address, reason=error)
        ) from error
    try:
        client.wait_for_workers(1, timeout=WAIT_SECONDS)
    except TimeoutError as error:
        client.close()
        raise CommandFailed(
            _("--scheduler {address}: has no worker. Start one.").format(address=address)
        ) from error
    return client


def _security(security: Any, address: str, certificates: Certificates | None) -> Any:
    """The settings of TLS: of `certificates`, else Dask's own; their files are read.

    Raises ValueError where the address is of another kind, or asks for TLS and there is no certificate; OSError.
    """
    if not address.startswith(("tcp://", "tls://")):
        raise ValueError(_("the address begins with tls:// or tcp://"))
    if certificates is None:
        made = security()
    else:
        made = security(
            tls_ca_file=str(certificates.authority),
            tls_client_cert=str(certificates.certificate),
            tls_client_key=str(certificates.key),
            require_encryption=True,
        )
    has_context = made.get_connection_args("client").get("ssl_context") is not None
    if address.startswith("tls://") and not has_context:
        raise ValueError(_("there is no certificate"))
    return made


def _outcome(future: Future, job: Job) -> Outcome:
    """The outcome of a future that is over."""
    error = future.exception()
    if error is not None:
        return failed(job, f"{type(error).__name__}: {error}")
    try:
        outcome: Outcome = future.result()
    except OSError as lost:  # the connection to the scheduler
        return failed(job, f"{type(lost).__name__}: {lost}")
    return outcome
