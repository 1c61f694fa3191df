"""nginx in front of several processes, with TLS and a self-made certificate, on a port of loopback."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from tests.support.server import ROOT, free_port

TEMPLATE = ROOT / "deploy" / "cluster" / "nginx.conf"
PROGRAM_FOLDERS = "/usr/sbin:/usr/local/sbin:/usr/local/bin:/usr/bin"
START_SECONDS = 20


class Proxy:
    """nginx with its files in `folder`, in front of the processes on `ports`."""

    def __init__(self, folder: Path, ports: Sequence[int]) -> None:
        self.folder, self.ports, self.port = folder, ports, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Base URL, without a slash at the end."""
        return f"https://localhost:{self.port}"

    @property
    def certificate(self) -> Path:
        """The certificate that a client must trust, as PEM."""
        return self.folder / "certificate.pem"

    def start(self) -> Proxy:
        """Start nginx and wait until it has opened its port. Raises RuntimeError with the reason where it does not."""
        program = shutil.which("nginx", path=PROGRAM_FOLDERS)
        if program is None:
            raise RuntimeError(
                "nginx is missing. Install it, on Debian and Ubuntu with: apt-get install nginx-light"
            )
        self._make_certificate()
        path = self.folder / "nginx.conf"
        path.write_text(self._configuration(), encoding="utf-8")
        errors = self.folder / "nginx-error.log"
        with (self.folder / "nginx.log").open("ab") as log:
            self.process = subprocess.Popen(
                [program, "-e", errors, "-p", self.folder, "-c", path],
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            if (self.folder / "nginx.pid").exists():  # written once the port is open
                return self
            time.sleep(0.02)
        raise RuntimeError(f"nginx did not start:\n{(self.folder / 'nginx.log').read_text()}")

    def stop(self) -> None:
        """Stop nginx."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)

    def _configuration(self) -> str:
        text = TEMPLATE.read_text(encoding="utf-8")
        for name, value in (
            # Started by root, its workers would not reach the folder otherwise.
            ("user", "user root;" if os.geteuid() == 0 else ""),
            ("folder", str(self.folder)),
            ("port", str(self.port)),
            ("map", "\n".join(f"        {port} cop_{port};" for port in self.ports)),
            ("upstreams", "\n".join(self._upstreams())),
        ):
            text = text.replace(f"@{name}@", value)
        return text

    def _upstreams(self) -> list[str]:
        """One upstream for new visitors, and one for each process, in which the others stand by."""
        everyone = " ".join(f"server 127.0.0.1:{port} max_fails=0;" for port in self.ports)
        result = [f"    upstream cop_any {{ least_conn; {everyone} }}"]
        for own in self.ports:
            others = " ".join(
                f"server 127.0.0.1:{port} max_fails=0 backup;" for port in self.ports if port != own
            )
            result.append(
                f"    upstream cop_{own} {{ server 127.0.0.1:{own} max_fails=0; {others} }}"
            )
        return result

    def _make_certificate(self) -> None:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc",
             "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
             "-keyout", self.folder / "key.pem", "-out", self.certificate],
            check=True, capture_output=True,
        )  # fmt: skip
