"""The language of what a command writes."""

from __future__ import annotations

import json

import pytest

from tests.test_cli import KENYA, run
from translations import LANGUAGES


@pytest.mark.parametrize("command", ["gaps", "score", "lint"])
def test_a_command_writes_in_the_language_named_else_in_that_of_the_environment(
    command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = (command,) if command == "lint" else (command, KENYA)
    english, spanish = run(*words).stdout, run(*words, "--language", "es").stdout
    assert spanish != english or command != "gaps"
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    assert run(*words).stdout == spanish
    assert run(*words, "--language", "en").stdout == english


def test_json_has_the_same_keys_in_every_language() -> None:
    def keys(value: object) -> object:
        if isinstance(value, dict):
            return {key: keys(item) for key, item in value.items()}
        return [keys(item) for item in value] if isinstance(value, list) else None

    english, arabic = (
        keys(json.loads(run("gaps", KENYA, "--json", "--language", language).stdout))
        for language in ("en", "ar")
    )
    assert arabic == english


def test_a_language_that_is_not_there_is_refused_with_those_that_are() -> None:
    result = run("score", KENYA, "--language", "tlh")
    assert result.exit_code == 2
    assert all(f"'{language}'" in result.stderr for language in LANGUAGES)
