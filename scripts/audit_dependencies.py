"""Whether what is installed is what is pinned, and whether something known is wrong with it.

Ends with 1 where a vulnerability is known or a version is not the pinned one, and with 0 where no service for
vulnerabilities answers, which it says loudly. What was found is remembered for a day, that nobody answered for an hour.
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
PINNED = ROOT / "constraints.txt"
REQUIREMENTS = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
MEMORY = ROOT / "build" / "audit.json"
A_DAY, AN_HOUR = 24 * 3600, 3600
PROBE = f"pip-audit=={importlib.metadata.version('pip-audit')}"
"""Asked first and alone: a service that does not know this package knows none."""

IGNORED: tuple[str, ...] = ()
"""Ids of vulnerabilities that we go on with, each with its reason beside it."""

UNPINNED_BY_NATURE = {"pip", "setuptools", "wheel"}
"""They come with the environment itself."""


@click.command()
@click.option("--constraints", type=click.Path(path_type=Path, exists=True), default=PINNED)
@click.option("--osv-url", default="https://api.osv.dev/v1/query")
@click.option("--only-osv", is_flag=True, help="Ask no other service.")
@click.option("--anew", is_flag=True, help="Whatever was found before.")
def audit(constraints: Path, osv_url: str, *, only_osv: bool, anew: bool) -> None:
    """Look through what the toolkit runs on."""
    wrong = [*unpinned(), *otherwise_installed(pins(PINNED))]
    if wrong:
        raise SystemExit("\n".join(wrong))
    key = hashlib.sha256(constraints.read_bytes() + osv_url.encode()).hexdigest()
    result = None if anew else remembered(key)
    if result is None:
        result = asked(constraints, osv_url, only_osv=only_osv)
        MEMORY.parent.mkdir(exist_ok=True)
        MEMORY.write_text(json.dumps({"key": key, "at": time.time(), "found": result}))
    tell(result)


def unpinned() -> Iterator[str]:
    """Each line of the requirements that does not name one version."""
    for file in REQUIREMENTS:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            text = line.partition("#")[0].strip()
            if (
                text
                and not text.startswith("-r ")
                and not re.fullmatch(r"[\w.\[\]-]+==[\w.]+", text)
            ):
                yield f"{file.name}: line {number}: {text} names no exact version. Write == and one."


def pins(file: Path) -> Mapping[str, str]:
    """The version of each package in a file of constraints."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("==") for line in lines if line and not line.startswith("#"))
    return {_plain(name): version for name, _equals, version in pairs}


def otherwise_installed(pinned: Mapping[str, str]) -> Iterator[str]:
    """Each package that is installed in another version than the pinned one, or is pinned nowhere."""
    for item in importlib.metadata.distributions():
        wanted = pinned.get(_plain(item.name))
        if _plain(item.name) in UNPINNED_BY_NATURE:
            continue
        if wanted is not None and Version(wanted) == Version(item.version):
            continue
        what = f"{item.name} {item.version} is installed"
        if wanted is None:
            yield f"{PINNED.name}: {what} and not pinned. Run make lock, or take it away."
        else:
            yield f"{PINNED.name}: {what}, {wanted} is pinned. Delete .venv and install anew."


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def remembered(key: str) -> dict[str, Any] | None:
    """What was found lately enough of the same packages."""
    try:
        last = json.loads(MEMORY.read_text())
        age, result = time.time() - last["at"], last["found"]
        same = last["key"] == key and 0 <= age < (A_DAY if result["service"] else AN_HOUR)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return result if same else None


def asked(constraints: Path, osv_url: str, *, only_osv: bool) -> dict[str, Any]:
    """`service` that answered ("" where none did), how many packages it knew, and `problems` by package."""
    for service in ("osv",) if only_osv else ("osv", "pypi"):
        with tempfile.TemporaryDirectory() as folder:
            probe = Path(folder) / "probe.txt"
            probe.write_text(PROBE)
            if not _answers(service, probe, osv_url):
                continue
        answers = _answers(service, constraints, osv_url)
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
    """What a service says of each package that it knows; nothing where it does not answer."""
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


def tell(found: Mapping[str, Any]) -> None:
    """Say it; ends the program with 1 where something is known."""
    if found["problems"]:
        click.echo("Vulnerabilities are known. Raise these versions, then make lock:", err=True)
        raise SystemExit("\n".join(found["problems"]))
    if not found["service"]:
        click.secho(
            "NOT AUDITED: no service for known vulnerabilities answers here (OSV, PyPI). Versions are exact and installed "
            "as pinned; run `make audit` where one answers.",
            fg="yellow",
            bold=True,
            err=True,
        )
        return
    click.echo(f"No vulnerability of {found['known']} packages is known to {found['service']}.")


if __name__ == "__main__":
    audit()
