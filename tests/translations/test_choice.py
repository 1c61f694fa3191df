"""The language of a visitor and of a command, from what they send."""

from __future__ import annotations

import pytest

from translations.choice import accepted_languages, environment_language, visitor_language


@pytest.mark.parametrize(
    ("address", "kept", "accepted", "language"),
    [
        ("ar", "fr", "ru", "ar"),
        ("", "fr", "ru", "fr"),
        ("AR", "qps", "ru", "ru"),
        ("qpr", "", "", "qpr"),
        ("../ar", "<script>", "de, *;q=0.1", "en"),
        ("", "", "fr;q=0, es;q=0.2", "es"),
    ],
)
def test_the_address_goes_before_the_choice_and_the_choice_before_the_browser(
    address: str, kept: str, accepted: str, language: str
) -> None:
    assert visitor_language(address, kept, accepted) == language


@pytest.mark.parametrize("header", ["", ",", ";q=", "fr;q=x", "a" * 9, "fr-" + "a-" * 10**5])
def test_a_header_that_is_not_well_formed_names_no_language(header: str) -> None:
    assert list(accepted_languages(header)) == []


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "ar"}, "ar"),
        ({"LC_MESSAGES": "zh_CN.UTF-8", "LANG": "fr_FR"}, "zh"),
        ({"LC_ALL": "", "LANG": "es_MX@euro"}, "es"),
        ({"LC_ALL": "POSIX", "LC_MESSAGES": "ru_RU"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_a_command_takes_the_language_of_the_environment_where_it_is_one_of_six(
    environment: dict[str, str], language: str
) -> None:
    assert environment_language(environment) == language
