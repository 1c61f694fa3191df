"""A file is written whole or not at all, with the mode asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment.files.atomic_write import atomic_file, atomic_write


def test_the_file_replaces_the_old_one_and_leaves_no_other(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"old")
    atomic_write(path, b"new", durable=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_after_an_error_the_old_file_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_bytes(b"old")
    with pytest.raises(ValueError, match="broken"):
        _write_half(path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def _write_half(path: Path) -> None:
    with atomic_file(path) as file:
        file.write(b"half of")
        raise ValueError("broken")


def test_only_a_file_that_is_not_private_has_the_usual_mode(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    for private, mode in ((True, 0o600), (False, usual.stat().st_mode & 0o777)):
        path = tmp_path / str(private)
        atomic_write(path, b"", private=private)
        assert path.stat().st_mode & 0o777 == mode
