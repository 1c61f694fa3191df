"""Debian's nginx with the configuration of deploy/nginx on ports of loopback, with a certificate of its own."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.server import ROOT, free_port

CONFIGURATION = ROOT / "deploy" / "nginx"
NAME = "localhost"
"""The name of the server in the place of cop.example.org; a browser knows its address."""

FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
"""Kinds of temporary files of nginx, each with a setting for its folder."""

START_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running proxy: its ports, its certificate (PEM), which a client must trust, and its folder with logs."""

    https_port: int
    http_port: int
    certificate: Path
    folder: Path

    @property
    def address(self) -> str:
        """Base URL, without a slash at the end."""
        return f"https://{NAME}:{self.https_port}"


@contextmanager
def running_nginx(
    folder: Path, ports: Sequence[int], *, https_port: int | None = None
) -> Iterator[Proxy]:
    """Context manager that runs nginx in front of the two processes on `ports`, with all its files in `folder`."""
    proxy = Proxy(https_port or free_port(), free_port(), folder / "fullchain.pem", folder)
    _make_certificate(folder)
    main = folder / "nginx.conf"
    main.write_text(_main_configuration(folder), encoding="utf-8")
    for name in ("cop.conf", "cop-processes.conf"):
        text = (CONFIGURATION / name).read_text("utf-8")
        (folder / name).write_text(_on_loopback(text, proxy, ports), encoding="utf-8")
    command = [_find_nginx(), "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(main)]
    with (folder / "nginx.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        _wait(process, folder)
        yield proxy
    finally:
        process.terminate()
        process.wait(20)


def _find_nginx() -> str:
    path = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/local/bin:/usr/bin")
    assert path, "nginx is missing: `make test` brings it (scripts/system-libraries.sh proxy)."
    return path


def _version() -> tuple[int, ...]:
    """The version of nginx."""
    said = subprocess.run([_find_nginx(), "-v"], capture_output=True, text=True, check=True).stderr
    return tuple(map(int, said.partition("/")[2].split()[0].split(".")))


def _main_configuration(folder: Path) -> str:
    """What Debian's nginx.conf holds around a site, with all files in `folder` and in the foreground."""
    temporary = "".join(f"    {name}_temp_path {folder}/{name};\n" for name in FOLDERS)
    return (
        f"daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\n"
        f"error_log {folder}/error.log warn;\nevents {{ worker_connections 256; }}\n"
        f"http {{\n    default_type application/octet-stream;\n{temporary}"
        f"    include {folder}/cop.conf;\n    include {folder}/cop-processes.conf;\n}}\n"
    )


def _on_loopback(text: str, proxy: Proxy, ports: Sequence[int]) -> str:
    """A file of the configuration with the ports, paths and name of the test."""
    text = re.sub(r"^ *listen \[::\]:.*\n", "", text, flags=re.MULTILINE)
    if _version() < (1, 25, 1):  # as the file says
        text = text.replace("    http2 on;\n", "").replace("443 ssl", "443 ssl http2")
    for old, new in (
        ("listen 443 ", f"listen 127.0.0.1:{proxy.https_port} "),
        ("listen 80", f"listen 127.0.0.1:{proxy.http_port}"),
        ("cop.example.org", NAME),
        ("Host $host;", f"Host $host:{proxy.https_port};"),  # the port of TLS is in no Host header
        ("/etc/cop/tls", str(proxy.folder)),
        ("/var/log/nginx", str(proxy.folder)),
    ):
        text = text.replace(old, new)
    committed = {"8601": str(ports[0]), "8602": str(ports[1])}
    return re.sub(r"(?<![a-z0-9])860[12]\b", lambda found: committed[found[0]], text)


def _make_certificate(folder: Path) -> None:
    """Write a certificate for `NAME`, signed by its own key."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc",
         "-days", "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}",
         "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip


def _wait(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until nginx has opened its ports. Raises AssertionError with its log where it ends."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        if (folder / "nginx.pid").exists():  # written once the ports are open
            return
        time.sleep(0.02)
    logs = [path.read_text("utf-8") for path in (folder / "nginx.log", folder / "error.log")]
    raise AssertionError("\n".join(logs))
