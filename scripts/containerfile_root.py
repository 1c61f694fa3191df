"""Run the lines of deploy/Containerfile without a container engine, each stage in a folder that is a root: as root,

    debootstrap --variant=minbase trixie BASE
    python scripts/containerfile_root.py --base BASE --into FOLDER --trust-of-this-computer --serve 8501

FROM copies the folder BASE or an earlier stage; COPY, ENV, ARG, WORKDIR, USER and RUN do what they do in an image; any other
word must be one of `DESCRIBING`. With `--serve` the last stage then runs its CMD as its user: without capabilities, on a root
that is read-only but for VOLUME and /tmp, until its HEALTHCHECK succeeds. `--trust-of-this-computer` gives RUN what this
computer's pip and apt need to reach their registries: certificates, name service, settings of pip in the environment; they
are taken away again.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONTAINERFILE = ROOT / "deploy" / "Containerfile"

DESCRIBING = ("EXPOSE", "LABEL", "STOPSIGNAL")
"""Instructions that change no file."""

TRUSTED = ("etc/ssl/certs/ca-certificates.crt", "etc/resolv.conf", "etc/hosts")
"""Files of this computer that RUN gets with `--trust-of-this-computer`."""

TRUSTING = re.compile(r"PIP_CERT|SSL_CERT_FILE|PIP_INDEX_URL|https?_proxy|no_proxy", re.IGNORECASE)
"""Variables of this computer that RUN gets with `--trust-of-this-computer`."""

START_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Instruction:
    """A word and its text, continued lines joined."""

    word: str
    text: str


@dataclass(slots=True)
class Stage:
    """One stage: its root, and what its instructions have set."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)
    folder: str = "/"
    user: str = "0:0"
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    volumes: list[str] = field(default_factory=list)


def instructions(text: str) -> Iterator[Instruction]:
    """The instructions of a Containerfile. Raises ValueError for a here-document, which is not read."""
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    for joined in re.sub(r"\\\n", " ", "\n".join(lines)).splitlines():
        if joined.strip():
            word, _space, rest = joined.strip().partition(" ")
            if word == "RUN" and "<<" in rest:
                raise ValueError(f"{joined}: here-documents are not read.")
            yield Instruction(word.upper(), " ".join(rest.split()))


class Builder:
    """Runs the instructions; roots of stages are folders in `into`."""

    def __init__(self, base: Path, into: Path, *, trusts: bool) -> None:
        self.base, self.into, self.trusts = base, into, trusts
        self.stages: dict[str, Stage] = {}
        self.stage = Stage(into)

    def build(self, text: str) -> Stage:
        """Run all instructions and return the last stage."""
        for item in instructions(text):
            sys.stdout.write(f"{item.word} {item.text}\n")
            sys.stdout.flush()
            self._do(item)
        return self.stage

    def _do(self, item: Instruction) -> None:
        if item.word == "FROM":
            self._from(item.text)
            return
        if item.word == "ARG":
            return  # the base is named on the command line
        match item.word:
            case "ENV":
                self.stage.environment |= dict(
                    part.split("=", 1) for part in shlex.split(item.text)
                )
            case "WORKDIR":
                self.stage.folder = item.text
                self._inside(item.text).mkdir(parents=True, exist_ok=True)
            case "COPY":
                self._copy(shlex.split(item.text))
            case "RUN":
                self._run(item.text)
            case "USER":
                self.stage.user = item.text
            case "CMD":
                self.stage.command = json.loads(item.text)
            case "HEALTHCHECK":
                self.stage.health = json.loads(item.text.partition("CMD ")[2])
            case "VOLUME":
                self.stage.volumes += item.text.split()
            case word:
                if word not in DESCRIBING:
                    raise ValueError(f"{word}: is not an instruction that this script knows.")

    def _from(self, text: str) -> None:
        source, _as, name = text.partition(" AS ")
        root = self.into / (name or f"stage{len(self.stages)}")
        if root.exists():
            raise SystemExit(f"{root}: is there already. Remove it, or name another folder.")
        origin = self.stages[source].root if source in self.stages else self.base
        subprocess.run(["cp", "--archive", "--reflink=auto", str(origin), str(root)], check=True)
        self.stage = self.stages[root.name] = Stage(root)

    def _inside(self, path: str) -> Path:
        return self.stage.root / str(Path(self.stage.folder, path)).lstrip("/")

    def _copy(self, words: list[str]) -> None:
        source = ROOT
        if words[0].startswith("--from="):
            source = self.stages[words.pop(0).removeprefix("--from=")].root
        *names, target = words
        for name in names:
            origin, place = source / name.lstrip("/"), self._inside(target)
            if origin.is_dir():
                shutil.copytree(origin, place, symlinks=True, dirs_exist_ok=True)
                continue
            if target.endswith("/"):
                place = place / origin.name
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(origin, place)

    def _run(self, command: str) -> None:
        with_trust = dict(os.environ) if self.trusts else {}
        extra = {name: value for name, value in with_trust.items() if TRUSTING.fullmatch(name)}
        before = self._lend_trust() if self.trusts else {}
        try:
            subprocess.run(
                _in_root(self.stage, ["/bin/sh", "-c", command], extra=extra), check=True
            )
        finally:
            for path, content in before.items():
                path.unlink(missing_ok=True)
                if content is not None:
                    path.write_bytes(content)

    def _lend_trust(self) -> Mapping[Path, bytes | None]:
        """Copy `TRUSTED` into the root; return what was there."""
        before: dict[Path, bytes | None] = {}
        for name in TRUSTED:
            path = self.stage.root / name
            before[path] = path.read_bytes() if path.is_file() else None
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
            shutil.copyfile(f"/{name}", path)
        return before


def _in_root(
    stage: Stage, command: list[str], *, extra: Mapping[str, str], read_only: bool = False
) -> list[str]:
    """The command that runs `command` in the stage's root; with `read_only` as its user and without capabilities."""
    root = shlex.quote(str(stage.root))
    steps = [
        f"mount --bind {root} {root}",
        f"mount -t proc proc {root}/proc",
        f"mount --rbind /dev {root}/dev",
    ]
    inner = ["/bin/sh", "-c", 'cd "$0" && exec "$@"', stage.folder, *command]
    if read_only:
        steps += [f"mount -t tmpfs -o mode=1777 tmpfs {root}/tmp"]  # noqa: S108 -- of the container
        steps += [f"mount --bind {root}{folder} {root}{folder}" for folder in stage.volumes]
        steps += [f"mount -o remount,ro,bind {root}"]
        user, _colon, group = stage.user.partition(":")
        inner = ["setpriv", f"--reuid={user}", f"--regid={group}", "--clear-groups", "--no-new-privs",
                 "--bounding-set=-all", "--inh-caps=-all", *inner]  # fmt: skip
    path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    variables = {"PATH": path, "HOME": "/root", **stage.environment, **extra}
    steps += [shlex.join(["exec", "env", "-i", *(f"{name}={value}" for name, value in variables.items()),
                          "chroot", str(stage.root), *inner])]  # fmt: skip
    return ["unshare", "--mount", "--propagation", "private", "/bin/sh", "-ec", "\n".join(steps)]


def serve(stage: Stage, port: str) -> None:
    """Run CMD as the stage says until HEALTHCHECK succeeds, then stop it. Raises SystemExit where it does not."""
    # On this computer the network is not the container's own: nobody else may reach it without sign-in.
    extra = {"STREAMLIT_SERVER_PORT": port, "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
    process = subprocess.Popen(
        _in_root(stage, stage.command, extra=extra, read_only=True), start_new_session=True
    )
    try:
        deadline = time.monotonic() + START_SECONDS
        check = _in_root(stage, stage.health, extra=extra, read_only=True)
        while subprocess.run(check, check=False, capture_output=True).returncode:
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("HEALTHCHECK: the command does not become healthy.")
            time.sleep(1)
        status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
        wanted = re.findall(r"^(?:Uid|CapEff|CapBnd|NoNewPrivs):.*", status, re.MULTILINE)
        sys.stdout.write("Healthy. " + "; ".join(" ".join(line.split()) for line in wanted) + "\n")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def main() -> None:
    """Read the command line, build, and serve where asked."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--trust-of-this-computer", action="store_true")
    parser.add_argument("--serve", metavar="PORT")
    options = parser.parse_args()
    if os.geteuid() != 0:
        sys.exit("containerfile_root.py: only root can change the root. Run it with sudo.")
    options.into.mkdir(parents=True, exist_ok=True)
    builder = Builder(
        options.base.resolve(), options.into.resolve(), trusts=options.trust_of_this_computer
    )
    stage = builder.build(CONTAINERFILE.read_text("utf-8"))
    if options.serve:
        serve(stage, options.serve)


if __name__ == "__main__":
    main()
