"""The limits of requests, from the environment or their defaults."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from translations import gettext as _

PREFIX = "COP_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits for one address unless a field says otherwise, high enough for a ministry behind one address.

    The variable of a field is `COP_` and its name.
    """

    sign_ins_per_minute: int = 120
    uploads_per_minute: int = 60
    uploaded_megabytes_of_a_person: int = 100
    repository_requests_per_minute: int = 600
    api_requests_per_minute: int = 120
    screen_requests_per_minute: int = 6000
    new_windows_per_minute: int = 600
    open_windows: int = 500
    windows_without_sign_in: int = 60
    windows_of_a_person: int = 60
    messages_per_minute: int = 600
    """Of one window: choices, keys, clicks."""
    messages_of_an_address_per_minute: int = 3000
    messages_of_a_person_per_minute: int = 1200
    runs_at_once: int = 8
    """Of the script, in this process."""
    runs_at_once_of_one: int = 2
    """Of one person, or of one address without sign-in."""


def limits_from(environment: Mapping[str, str]) -> Limits:
    """The limits in `environment`; the default for what is missing or no number above 0."""
    texts = {field.name: environment.get(_name(field.name), "") for field in fields(Limits)}
    return Limits(**{name: int(text) for name, text in texts.items() if _is_number(text)})


def limit_problems(environment: Mapping[str, str]) -> Iterator[str]:
    """Problems of the limits in `environment`, each with its remedy."""
    for field in fields(Limits):
        text = environment.get(_name(field.name), "")
        if text and not _is_number(text):
            yield _(
                "{name}: {text} is not a whole number above 0. Write one, or leave it out."
            ).format(name=_name(field.name), text=text)


def _name(field: str) -> str:
    return PREFIX + field.upper()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text) > 0
