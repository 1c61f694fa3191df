"""The application and the command line keep their data in the same place, whatever the environment says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from assessment.data_location import ROOT, data_folder, database_url, evidence_folder
from assessment.store import Store, local_person
from cli import main
from host import services

ENVIRONMENTS = [
    {},
    {"COP_DATA": "", "COP_DATABASE_URL": ""},
    {"COP_DATA": "{tmp}/a folder"},
    {"COP_DATABASE_URL": "sqlite:///{tmp}/elsewhere.sqlite3"},
    {"COP_DATA": "{tmp}/b", "COP_DATABASE_URL": "sqlite:///{tmp}/elsewhere.sqlite3"},
]


@pytest.fixture(params=ENVIRONMENTS, ids=str)
def environment(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, str]]:
    """Set the variables, in a process that was started in another folder."""
    values = {key: text.format(tmp=tmp_path) for key, text in request.param.items()}
    for name in ("COP_DATA", "COP_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for key, value in values.items():
        monkeypatch.setenv(key, value)
    (tmp_path / "started").mkdir()
    monkeypatch.chdir(tmp_path / "started")
    services.open_store.cache_clear()
    yield values
    services.open_store.cache_clear()


def defaults(option: str) -> dict[str, str]:
    """Return the default of an option of the command line, by command."""
    result: dict[str, str] = {}
    for command, name in _commands(main):
        for parameter in command.params:
            if option in parameter.opts:
                context = click.Context(command)
                result[name] = str(parameter.consume_value(context, {})[0])
    return result


def _commands(group: click.Group) -> Iterator[tuple[click.Command, str]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command)
        else:
            yield command, name


def test_each_command_uses_the_place_of_the_application(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(Store, "open", lambda url, **_options: opened.append(url))
    services.open_store()
    services.open_store.cache_clear()
    databases, folders = defaults("--database"), defaults("--evidence")
    assert {"import", "export", "backup", "verify", "restore"} <= set(databases)
    assert {"backup", "verify", "restore"} <= set(folders)
    assert set(databases.values()) == {*opened} == {database_url(environment)}
    assert set(folders.values()) == {str(services.blob_store().folder)}
    assert folders["backup"] == str(evidence_folder(environment))


def test_without_a_word_it_is_the_folder_of_the_toolkit() -> None:
    assert data_folder({}) == ROOT / "data"
    assert (ROOT / "cli.py").is_file()
    assert database_url({}) == f"sqlite:///{ROOT}/data/cop.sqlite3"


def test_what_a_command_stores_the_application_reads_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COP_DATA", str(tmp_path / "there"))
    monkeypatch.delenv("COP_DATABASE_URL", raising=False)
    (tmp_path / "there").mkdir()
    monkeypatch.chdir(tmp_path)
    services.open_store.cache_clear()
    key = _run("import", str(ROOT / "examples" / "ken.yaml"), "--person", "Wanjiru").strip()
    store, person = services.open_store(), local_person("Wanjiru")
    try:
        assert store.load(key, person=person).country == "KEN"
        data = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
        file = services.blob_store().put(data, "act.pdf")
        store.add_file(key, file, person=person, at=services.now())
        exported = _run("export", key, "--json", "--person", "Wanjiru")
        assert json.loads(exported)["country"] == "KEN"
        report = json.loads(_run("backup", "-o", "backup.zip", "--json"))
        assert report["files"] == 1
        verified = json.loads(_run("audit", "verify", "--json"))
        assert verified["entries"] == report["entries"] > 0
    finally:
        store.close()
        services.open_store.cache_clear()
    monkeypatch.setenv("COP_DATA", str(tmp_path / "back"))
    (tmp_path / "back").mkdir()
    _run("restore", "backup.zip")
    try:
        assert services.open_store().load(key, person=person).country == "KEN"
        assert services.blob_store().get(file.sha256) == data
    finally:
        services.open_store().close()
        services.open_store.cache_clear()
    assert {item.name for item in tmp_path.iterdir()} == {"there", "back", "backup.zip"}


def _run(*words: str) -> str:
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, result.output
    return result.stdout
