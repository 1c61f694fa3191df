"""Problems in content; each message says where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One defect in a file, printed as *where: what. what to do.*"""

    file: str
    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        location = ": ".join(_readable(part) for part in (self.file, self.where) if part)
        return f"{location}: {_readable(self.what)} {self.remedy}".rstrip()


def _readable(text: str, limit: int = 400) -> str:
    """Text of a file made safe to show: control characters escaped, cut after `limit` characters."""
    shown = text[:limit]
    if not shown.isprintable():
        shown = "".join(
            sign if sign.isprintable() else sign.encode("unicode_escape", "surrogatepass").decode()
            for sign in shown
        )
    return shown if len(text) <= limit else f"{shown}…"


class ContentError(Exception):
    """An edition that can't be loaded; `problems` holds all defects, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
