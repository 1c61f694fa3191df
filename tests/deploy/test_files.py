"""The files of deploy/ agree with the code and keep to the rules of hardening."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from host.settings import unsafe_settings
from scripts.containerfile_root import CONTAINERFILE, Instruction, instructions
from serving.limits import Limits
from tests.deploy.unit import EXAMPLE, UNITS, read_environment
from tests.support.server import ROOT
from tests.test_layers import BELOW

DEPLOY = ROOT / "deploy"
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
INSTRUCTIONS = tuple(instructions(CONTAINERFILE.read_text("utf-8")))
PINNED = re.compile(r"[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}")

FROM_OUTSIDE = {
    "LC_ALL", "FORWARDED_ALLOW_IPS", "STREAMLIT_SECRETS_FILES", "STREAMLIT_SERVER_ADDRESS",
    "STREAMLIT_SERVER_ALLOWED_HOSTS",
}  # fmt: skip
"""Settings of the example that Streamlit, its web server and Python read."""


def words(name: str) -> Iterator[str]:
    """The texts of all instructions of one kind."""
    return (item.text for item in INSTRUCTIONS if item.word == name)


def test_the_example_of_the_environment_holds_every_setting_that_the_code_reads() -> None:
    files = [ROOT / "app.py", ROOT / "cli.py", *DEPLOY.glob("*.sh")]
    files += [file for layer in BELOW for file in (ROOT / layer).rglob("*.py")]
    read = {
        name
        for file in files
        for name in re.findall(r"""(?:"|\$\{)(COP_[A-Z_]+)(?:"|:?[-}])""", file.read_text("utf-8"))
    }
    read |= {f"COP_{field.name.upper()}" for field in fields(Limits)}
    named = set(re.findall(r"^#?([A-Z_]+)=", EXAMPLE.read_text("utf-8"), re.MULTILINE))
    assert named == read - OF_RUN_SH | FROM_OUTSIDE


OF_RUN_SH = {"COP_ENVIRONMENT", "COP_ACCOUNT", "COP_"}
"""Names of deploy/run.sh itself, and the prefix of the limits."""


def test_the_defaults_that_the_example_shows_are_those_of_the_code() -> None:
    shown = dict(re.findall(r"^#(COP_[A-Z_]+)=(\S+)$", EXAMPLE.read_text("utf-8"), re.MULTILINE))
    for field in fields(Limits):
        assert shown[f"COP_{field.name.upper()}"] == str(field.default)


def test_a_shell_reads_the_example_as_systemd_does() -> None:
    said = subprocess.run(
        ["sh", "-c", 'set -a; . "$0"; env -0', str(EXAMPLE)],
        env={}, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    read = dict(item.split("=", 1) for item in said.split("\0") if item)
    assert {name: read[name] for name in read_environment(EXAMPLE)} == read_environment(EXAMPLE)


def test_an_application_with_the_examples_as_they_are_does_not_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in read_environment(EXAMPLE).items():
        monkeypatch.setenv(name, value)
    assert any("secrets.toml" in text for text in unsafe_settings())


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not here")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    """Programs are those of this computer, as the toolkit is not installed under /opt here."""
    for file in UNITS.iterdir():
        text = file.read_text("utf-8")
        for old in ("/opt/cop/current/.venv/bin/python", "/opt/cop/current/deploy/backup.sh"):
            text = text.replace(old, "/bin/true")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    names = sorted(str(path) for path in tmp_path.iterdir())
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *names],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (verified.returncode, verified.stderr) == (0, "")


@pytest.mark.parametrize("name", ["cop@.service", "cop-backup.service"])
@pytest.mark.parametrize(
    "line",
    [
        "User=cop", "UMask=0077", "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes",
        "PrivateTmp=yes", "CapabilityBoundingSet=", "SystemCallFilter=@system-service",
    ],
)  # fmt: skip
def test_a_unit_has_no_rights_that_it_does_not_need(name: str, line: str) -> None:
    assert line in (UNITS / name).read_text("utf-8").splitlines()


def test_every_service_of_the_unit_directory_names_files_that_are_there() -> None:
    for file in UNITS.iterdir():
        for path in re.findall(
            r"/opt/cop/current/([\w./-]+\.(?:py|sh|md))", file.read_text("utf-8")
        ):
            assert (ROOT / path).is_file(), (file.name, path)


@pytest.mark.parametrize("script", sorted(DEPLOY.glob("*.sh")), ids=lambda path: path.name)
def test_every_script_can_be_run_and_is_a_shell_script(script: Path) -> None:
    assert os.access(script, os.X_OK)
    subprocess.run(["sh", "-n", str(script)], check=True)


def test_no_container_runs_as_root_or_may_gain_rights() -> None:
    for name, service in COMPOSE["services"].items():
        assert service["user"].split(":")[0] not in ("0", "root"), name
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "cap_add" not in service, name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["mem_limit"], name
        assert "privileged" not in service, name


def test_images_of_others_are_pinned_by_their_digest() -> None:
    images = [item["image"] for item in COMPOSE["services"].values() if "build" not in item]
    (base,) = words("ARG")
    for image in (*images, base.removeprefix("BASE=")):
        assert PINNED.fullmatch(image), image
    assert set(words("FROM")) == {"${BASE} AS build", "${BASE}"}


def test_only_the_proxy_is_reached_from_outside_and_the_database_reaches_nothing() -> None:
    services = COMPOSE["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert list(services["database"]["networks"]) == ["inside"]
    assert COMPOSE["networks"]["inside"]["internal"] is True


def test_the_application_of_the_containers_trusts_the_proxy_and_nobody_else() -> None:
    services = COMPOSE["services"]
    address = services["proxy"]["networks"]["inside"]["ipv4_address"]
    processes = [name for name in services if name.startswith("cop-")]
    proxied = (DEPLOY / "nginx" / "cop-processes-containers.conf").read_text("utf-8")
    for name in processes:
        settings = services[name]["environment"]
        assert settings["FORWARDED_ALLOW_IPS"] == address
        own = services[name]["networks"]["inside"]["ipv4_address"]
        assert f"server {own}:{settings['STREAMLIT_SERVER_PORT']} " in proxied
    assert len(processes) > 1


def test_no_secret_is_in_a_variable_of_the_containers() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service["environment"].items() if "environment" in service else ():
            assert name.endswith("_FILE") or "PASSWORD" not in name
            assert not re.search(r"://\w+:[^@]*@", str(value))


def test_both_files_of_processes_differ_in_addresses_only() -> None:
    one, two = (
        re.sub(r"server [\d.]+:", "server :", (DEPLOY / "nginx" / name).read_text("utf-8"))
        for name in ("cop-processes.conf", "cop-processes-containers.conf")
    )
    assert one.partition("\nmap ")[2] == two.partition("\nmap ")[2]


def test_the_image_is_built_from_every_layer_and_from_hashes() -> None:
    copied = {word for text in words("COPY") for word in text.split()[:-1]}
    folders = {name for name in BELOW if (ROOT / name).is_dir()}
    assert folders <= copied
    assert {f"{name}.py" for name in BELOW if (ROOT / f"{name}.py").is_file()} <= copied
    for name in copied - {"--from=build", "/opt/cop"}:
        assert (ROOT / name).exists(), name
    installs = [text for text in words("RUN") if "pip install" in text]
    assert installs
    assert all("--require-hashes" in text for text in installs)


def test_the_image_runs_without_root_and_is_asked_whether_it_is_healthy() -> None:
    last = INSTRUCTIONS[max(i for i, item in enumerate(INSTRUCTIONS) if item.word == "FROM") :]
    assert Instruction("USER", "10179:10179") in last
    assert [item.word for item in last].count("HEALTHCHECK") == 1
    assert not [item for item in last if item.word == "ADD"]
    for item in last[[item.word for item in last].index("USER") :]:
        assert item.word != "RUN"


@pytest.mark.parametrize("text", list(words("RUN")), ids=lambda text: text[:20])
def test_packages_of_debian_bring_no_recommendations_and_leave_no_lists(text: str) -> None:
    if "apt-get install" in text:
        assert "--no-install-recommends" in text
        assert "rm -rf /var/lib/apt/lists/*" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("run a \\\n    && b\n", [Instruction("RUN", "a && b")]),
        ("# no\nENV A=1 \\\n  # inside\n  B=2", [Instruction("ENV", "A=1 B=2")]),
        ('CMD ["x", "y z"]', [Instruction("CMD", '["x", "y z"]')]),
    ],
)
def test_instructions_are_read_as_an_engine_reads_them(
    text: str, expected: list[Instruction]
) -> None:
    assert list(instructions(text)) == expected


def test_a_here_document_is_refused() -> None:
    with pytest.raises(ValueError, match="here-documents"):
        list(instructions("RUN <<END\necho\nEND"))
