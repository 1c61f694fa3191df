"""The readers for whom a document is made: minister, cabinet, technical readers, one leading body."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reader(StrEnum):
    """A kind of reader; the value is its name on the command line and in file names."""

    MINISTER = "minister"
    CABINET = "cabinet"
    TECHNICAL = "technical"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Readership:
    """The reader of a document, and whether it has the annexes.

    `body` is the role of the leading body or its name in the plan; empty for the other readers.
    """

    reader: Reader = Reader.TECHNICAL
    body: str = ""
    annexes: bool = False

    @property
    def suffix(self) -> str:
        """What tells the names of files apart; empty for the default document.

        >>> Readership(Reader.CABINET).suffix, Readership(annexes=True).suffix, Readership().suffix
        ('-cabinet', '-with-annexes', '')
        """
        if self.reader is Reader.TECHNICAL:
            return "-with-annexes" if self.annexes else ""
        return f"-{self.reader}"


DEFAULT = Readership()
"""The document of technical readers, without annexes."""

MINISTER_PAGES, CABINET_PAGES, TECHNICAL_PAGES = 2, 8, 45
"""Number of pages for the minister, and largest numbers for the cabinet and, without annexes, for technical readers."""
