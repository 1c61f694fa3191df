"""The error of every reader of a value."""

from __future__ import annotations


class Unreadable(ValueError):
    """A text that can't be read as the value asked for: `what` is wrong, and the `remedy`."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what} {remedy}")


def shown(text: str) -> str:
    """The start of a text, for a message."""
    return text if len(text) <= 60 else f"{text[:59]}…"
