"""Check that installed packages are the locked ones and look up their known vulnerabilities.

Exit status 1 where a vulnerability is known or a version differs from the locked one; 0, with a warning, where no
vulnerability service answers. A result is kept for a day, the absence of an answer for an hour.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from packaging.version import Version

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements-dev.lock"
"""Holds everything in the other locks too."""
REQUIREMENTS = tuple(ROOT / f"requirements{part}.txt" for part in ("", "-cluster", "-dev"))
RESULT_FILE = ROOT / "build" / "audit.json"
A_DAY, AN_HOUR = 24 * 3600, 3600
PROBE = f"pip-audit=={importlib.metadata.version('pip-audit')}"
"""Looked up first, alone, to test the service: without this package it has no data at all."""

IGNORED: tuple[str, ...] = ()
"""Ids of accepted vulnerabilities, each with its reason in a comment."""

NOT_LOCKED = {"pip", "setuptools", "wheel", "cop-toolkit"}
"""Packages that come with the environment, and this project where it is installed with `pip install -e .`."""

_LOCKED = re.compile(r"^([\w.-]+)==([\w.!+]+)", re.MULTILINE)


@click.command()
@click.option("--lock", type=click.Path(path_type=Path, exists=True), default=LOCK)
@click.option("--osv-url", default="https://api.osv.dev/v1/query")
@click.option("--only-osv", is_flag=True, help="Ask no other service.")
@click.option("--anew", is_flag=True, help="Ignore the kept result.")
def audit(lock: Path, osv_url: str, *, only_osv: bool, anew: bool) -> None:
    """Compare installed packages with the lock file, then look up vulnerabilities of every package in it."""
    wrong = [*unpinned(), *otherwise_installed(locked_versions(LOCK))]
    if wrong:
        raise SystemExit("\n".join(wrong))
    key = hashlib.sha256(lock.read_bytes() + osv_url.encode()).hexdigest()
    result = None if anew else kept_result(key)
    if result is None:
        result = look_up(lock, osv_url, only_osv=only_osv)
        RESULT_FILE.parent.mkdir(exist_ok=True)
        RESULT_FILE.write_text(json.dumps({"key": key, "at": time.time(), "found": result}))
    print_result(result)


def unpinned() -> Iterator[str]:
    """Yield a message for each line of the requirements that does not name one version."""
    for file in REQUIREMENTS:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            text = line.partition("#")[0].strip()
            if (
                text
                and not text.startswith("-r ")
                and not re.fullmatch(r"[\w.,\[\]-]+==[\w.]+", text)
            ):
                yield f"{file.name}: line {number}: {text} names no exact version. Write == and one."


def locked_versions(lock: Path) -> Mapping[str, str]:
    """Version by normalised package name in a lock file."""
    return {
        normalised(name): version
        for name, version in _LOCKED.findall(lock.read_text(encoding="utf-8"))
    }


def otherwise_installed(locked: Mapping[str, str]) -> Iterator[str]:
    """Yield a message for each installed package that is not locked, or locked in another version."""
    for item in importlib.metadata.distributions():
        name = normalised(item.name)
        wanted = locked.get(name)
        if name in NOT_LOCKED or (wanted is not None and Version(wanted) == Version(item.version)):
            continue
        what = f"{item.name} {item.version} is installed"
        if wanted is None:
            yield f"{LOCK.name}: {what} and not locked. Run make lock, or uninstall it."
        else:
            yield f"{LOCK.name}: {what}, {wanted} is locked. Delete .venv and install anew."


def normalised(name: str) -> str:
    """The package name in the form that the index compares (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def kept_result(key: str) -> dict[str, Any] | None:
    """The kept result for `key`, a hash of the packages; None where there is none or it is too old."""
    try:
        last = json.loads(RESULT_FILE.read_text())
        age, result = time.time() - last["at"], last["found"]
        same = last["key"] == key and 0 <= age < (A_DAY if result["service"] else AN_HOUR)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return result if same else None


def look_up(lock: Path, osv_url: str, *, only_osv: bool) -> dict[str, Any]:
    """Return the `service` that answered ("" for none), how many packages it has `known`, and `problems`, one text each."""
    for service in ("osv",) if only_osv else ("osv", "pypi"):
        with tempfile.TemporaryDirectory() as folder:
            probe = Path(folder) / "probe.txt"
            probe.write_text(PROBE)
            if not _answers(service, probe, osv_url):
                continue
        answers = _answers(service, lock, osv_url)
        if answers:
            problems = [
                f"{item['name']} {item['version']}: {known['id']}"
                + (f", mended in {known['fix_versions'][0]}" if known["fix_versions"] else "")
                for item in answers
                for known in item["vulns"]
            ]
            return {"service": service, "known": len(answers), "problems": problems}
    return {"service": "", "known": 0, "problems": []}


def _answers(service: str, requirements: Path, osv_url: str) -> list[dict[str, Any]]:
    """Records of the packages that a service knows, with their `vulns`; empty where it does not answer."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "answers.json"
        command = (
            sys.executable, "-m", "pip_audit", "--requirement", str(requirements), "--no-deps", "--disable-pip",
            "--vulnerability-service", service, "--osv-url", osv_url, "--timeout", "10",
            "--format", "json", "--output", str(written), "--progress-spinner", "off", "--cache-dir", folder, *(f"--ignore-vuln={item}" for item in IGNORED),
        )  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, timeout=600, check=False)
            answers = json.loads(written.read_text())["dependencies"]
        except (OSError, ValueError, KeyError, subprocess.TimeoutExpired):
            return []
    return [item for item in answers if "vulns" in item]


def print_result(result: Mapping[str, Any]) -> None:
    """Print the result. Raises SystemExit with status 1 where a vulnerability is known."""
    if result["problems"]:
        click.echo(
            "Vulnerabilities are known. Raise these versions in the requirements, or with "
            'make lock ARGS="--upgrade-package NAME":',
            err=True,
        )
        raise SystemExit("\n".join(result["problems"]))
    if not result["service"]:
        click.secho(
            "NOT AUDITED: no service for known vulnerabilities answers here (OSV, PyPI). Versions are exact and installed "
            "as locked; run `make audit` where one answers.",
            fg="yellow",
            bold=True,
            err=True,
        )
        return
    click.echo(f"No vulnerability of {result['known']} packages is known to {result['service']}.")


if __name__ == "__main__":
    audit()
