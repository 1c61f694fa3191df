"""Problems in content, each saying where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in a file: *where: what. what to do.*"""

    file: str
    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        place = ": ".join(_readable(part) for part in (self.file, self.where) if part)
        return f"{place}: {_readable(self.what)} {self.remedy}".rstrip()


def _readable(text: str, most: int = 400) -> str:
    """What a file says, safe to show: control characters as codes, and never at any length."""
    shown = "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode()
        for sign in text[:most]
    )
    return shown if len(text) <= most else f"{shown}…"


class ContentError(Exception):
    """An edition that can't be loaded; `problems` holds everything found, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
