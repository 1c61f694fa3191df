"""The toolkit as it is installed by pip: the packages and files that pyproject.toml names, and nothing else of the tree."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assessment.data_location import default_folder
from serving.health_client import health
from tests.support.server import ROOT, free_port
from tests.test_dependencies import PROJECT
from tests.test_layers import BELOW


def _installed_files() -> Iterator[Path]:
    """The files of an installation, from the root of the tree."""
    settings = PROJECT["tool"]["setuptools"]
    yield from (Path(f"{name}.py") for name in settings["py-modules"])
    for package in (name for name in BELOW if (ROOT / name).is_dir()):
        yield from (path.relative_to(ROOT) for path in (ROOT / package).rglob("*.py"))
    for package, patterns in settings["package-data"].items():
        folder = ROOT / package.replace(".", "/")
        found = {path for pattern in patterns for path in folder.glob(pattern)}
        yield from (path.relative_to(ROOT) for path in found if path.is_file())


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site-packages")
    for path in _installed_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, folder / path)
    return folder


def environment(installed: Path, home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("COP_", "XDG_", "STREAMLIT_"))}  # fmt: skip
    return {**kept, "PYTHONPATH": str(installed), "HOME": str(home), "LC_ALL": "C.UTF-8"}


def command(*words: str) -> list[str]:
    """The command `cop`, which calls `cli:main`."""
    return [
        sys.executable,
        "-c",
        "import sys; sys.argv[0] = 'cop'; from cli import main; main()",
        *words,
    ]


def test_a_plan_is_made_outside_of_the_tree(installed: Path, tmp_path: Path) -> None:
    example = installed / "examples" / "xtc.yaml"
    ended = subprocess.run(
        command("roadmap", str(example), "-o", "xtc.json", "--language", "fr"),
        cwd=tmp_path, env=environment(installed, tmp_path), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "xtc.json").is_file()


def test_the_application_starts_with_its_settings_and_keeps_its_data_with_the_user(
    installed: Path, tmp_path: Path
) -> None:
    port = free_port()
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            command("serve", "--port", str(port)),
            cwd=tmp_path, env=environment(installed, tmp_path), stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        subprocess.run(
            [sys.executable, "-m", "serving.health_client", "--wait", "120", str(port)], cwd=ROOT, check=True
        )  # fmt: skip
        assert health(port) == ""
        said = (tmp_path / "log").read_text("utf-8")
        assert f"http://127.0.0.1:{port}" in said
        assert (tmp_path / ".local" / "share" / "cop-toolkit" / "cop.sqlite3").is_file()
        assert not (installed / "data").exists()
    finally:
        os.killpg(process.pid, 15)
        process.wait(30)


def test_the_settings_of_an_installation_are_those_of_the_tree() -> None:
    own = ROOT / "host" / "installed" / ".streamlit" / "config.toml"
    assert own.read_bytes() == (ROOT / ".streamlit" / "config.toml").read_bytes()


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"XDG_DATA_HOME": "/srv/data"}, "/srv/data/cop-toolkit"),
        ({"XDG_DATA_HOME": "data"}, f"{Path.home()}/.local/share/cop-toolkit"),
        ({}, f"{Path.home()}/.local/share/cop-toolkit"),
    ],
)
def test_without_a_tree_data_is_in_the_folder_of_the_user(
    tmp_path: Path, variables: dict[str, str], expected: str
) -> None:
    assert default_folder(variables, tmp_path) == Path(expected)
    assert default_folder(variables, ROOT) == ROOT / "data"
