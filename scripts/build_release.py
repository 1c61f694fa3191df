"""Build the files of a release into build/release/: wheel, sdist, SBOM (CycloneDX) and their SHA-256.

The same commit gives the same bytes: sources come from `git archive`, times from `SOURCE_DATE_EPOCH` or the commit, owners
and modes are fixed, and the build tool is pinned.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILT = ROOT / "build" / "release"

BUILD_TOOL = "setuptools==84.2.1\n"
"""What makes wheel and sdist, in one version: another one may order or name files otherwise."""

SUMS = "SHA256SUMS"


def main() -> None:
    """Build everything anew; the exit code is 1 where a step fails."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or _git("log", "-1", "--format=%ct").strip()
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    os.umask(0o022)
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "source")
        _export(source)
        constraint = Path(name, "constraint.txt")
        constraint.write_text(BUILD_TOOL, encoding="utf-8")
        environment = {
            **os.environ, "SOURCE_DATE_EPOCH": epoch, "PIP_CONSTRAINT": str(constraint), "PYTHONHASHSEED": "0"
        }  # fmt: skip
        subprocess.run([sys.executable, "scripts/messages.py", "compile"], cwd=source, check=True)
        subprocess.run(
            [sys.executable, "-m", "build", "--outdir", str(BUILT), str(source)],
            cwd=name,
            env=environment,
            check=True,
        )
    for sdist in BUILT.glob("*.tar.gz"):
        sdist.write_bytes(normal_tar(sdist.read_bytes(), int(epoch)))
    (BUILT / "sbom.cdx.json").write_bytes(sbom(ROOT / "requirements.lock"))
    files = sorted(path for path in BUILT.iterdir() if path.is_file())
    (BUILT / SUMS).write_text(sums(files), encoding="ascii")
    sys.stdout.write((BUILT / SUMS).read_text(encoding="ascii"))


def sbom(lock: Path) -> bytes:
    """Return the CycloneDX list of the packages in a lock file, with version and hashes; the same for the same file."""
    words = ["-m", "cyclonedx_py", "requirements", "--pyproject", str(ROOT / "pyproject.toml")]
    options = ["--output-reproducible", "--of", "JSON", "--sv", "1.6", "--mc-type", "application"]
    made = subprocess.run(
        [sys.executable, *words, *options, str(lock)], check=True, capture_output=True
    )
    return json.dumps(json.loads(made.stdout), indent=1, sort_keys=True).encode() + b"\n"


def normal_tar(data: bytes, epoch: int) -> bytes:
    """Return a tar.gz with its files in order of their names, each of `epoch`, of nobody, with mode 644 or 755."""
    plain = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(data)) as source,
        tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as target,
    ):
        for member in sorted(source.getmembers(), key=lambda item: item.name):
            member.mtime, member.uid, member.gid, member.uname, member.gname = epoch, 0, 0, "", ""
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            member.pax_headers = {}
            target.addfile(member, source.extractfile(member) if member.isfile() else None)
    return gzip.compress(plain.getvalue(), 9, mtime=epoch)


def sums(files: Iterable[Path]) -> str:
    """Return the lines that `sha256sum --check` reads."""
    return "".join(
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files
    )


def _export(folder: Path) -> None:
    """Write the files of the commit into a folder: not what lies next to them."""
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True)
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(folder, filter="data")


def _git(*words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


if __name__ == "__main__":
    main()
