"""PO catalogues: merge with what is to be translated, count, and compile to the MO files that gettext reads.

Plurals, header and quoting are Babel's. Dates are left out of the header, so that an update without a change writes the
same bytes.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

DOMAINS = ("interface", "content")
_UNSIGNED = "draft translation, not yet read by an expert who speaks the language"
_NO_DATE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Source:
    """A text to be translated: `singular` and, where it counts something, `plural`; places in the code as comments."""

    singular: str
    plural: str = ""
    context: str | None = None
    files: tuple[str, ...] = ()

    @property
    def message_id(self) -> str | tuple[str, str]:
        """The id as Babel has it: two texts where there is a plural."""
        return (self.singular, self.plural) if self.plural else self.singular


@dataclass(frozen=True, slots=True)
class Count:
    """How far a catalogue is translated: numbers of texts."""

    total: int
    translated: int
    fuzzy: int

    @property
    def percent(self) -> int:
        """Whole per cent translated, rounded down, so that 100 means all."""
        return 100 * self.translated // self.total if self.total else 100


def path_of(folder: Path, language: str, domain: str) -> Path:
    """Return the path of a PO file in the folder of catalogues."""
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def read(path: Path, language: str) -> Catalog:
    """Return the catalogue of a file; an empty one where there is no file."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def merge(old: Catalog, sources: Iterable[Source]) -> Catalog:
    """Return a catalogue of the sources in their order, with the translations that `old` has for them.

    A text of an edition whose English has changed under the same context keeps its former translation as fuzzy, which
    gettext does not show; a context of the interface may have several texts. Texts that are no longer asked for are left out.
    """
    by_context = {message.context: message for message in old if message.id and message.context}
    new = Catalog(
        locale=old.locale,
        project="Toolkit for child online protection",
        version="2026",
        creation_date=_NO_DATE,
        revision_date=_NO_DATE,
        msgid_bugs_address=_UNSIGNED,
        last_translator=_UNSIGNED,
        language_team=_UNSIGNED,
        header_comment="",
        fuzzy=False,
    )
    for source in sources:
        known = old.get(source.message_id, source.context)
        former = by_context.get(source.context) if source.context and not source.files else None
        message = new.add(
            source.message_id,
            context=source.context,
            locations=[(file, 0) for file in source.files],
        )
        if known is not None and known.string:
            _take_over(known, message, new.num_plurals)
        elif former is not None and former.string:
            message.string = former.string
            message.flags.add("fuzzy")
            message.previous_id = [former.id] if isinstance(former.id, str) else list(former.id)
    return new


def _take_over(known: Message, message: Message, forms: int) -> None:
    """Give a message the translation of a known one; fuzzy where only one of the two has plural forms."""
    message.flags |= known.flags & {"fuzzy"}
    had_forms = not isinstance(known.string, str)
    if message.pluralizable == had_forms:
        message.string = known.string
        return
    message.flags.add("fuzzy")
    last = known.string[-1] if had_forms and known.string else known.string
    message.string = (str(last),) * forms if message.pluralizable else str(last)


def count(catalogue: Catalog) -> Count:
    """Count the texts of a catalogue."""
    messages = list(_texts(catalogue))
    return Count(
        total=len(messages),
        translated=sum(_is_translated(item) and not item.fuzzy for item in messages),
        fuzzy=sum(item.fuzzy for item in messages),
    )


def write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue as PO file; make its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=120, include_lineno=False, include_previous=True)


def compile_all(folder: Path) -> Iterator[Path]:
    """Write the MO file of each PO file in the folder of catalogues, and yield its path. Fuzzy texts are left out."""
    for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        compiled(path)
        yield path.with_suffix(".mo")


def compiled(path: Path) -> bytes:
    """Return the MO file of a PO file, and keep it beside it for the next process where the folder can be written to.

    Both have the same time of change while the one is made from the other. Without a PO file the MO file is what there is.
    Raises OSError where there is neither.
    """
    made = path.with_suffix(".mo")
    if not path.exists():
        return made.read_bytes()
    changed = path.stat().st_mtime_ns
    with contextlib.suppress(OSError):
        if made.stat().st_mtime_ns == changed:
            return made.read_bytes()
    out = io.BytesIO()
    write_mo(out, read(path, path.parent.parent.name))
    with contextlib.suppress(OSError):
        _replace(made, out.getvalue(), changed)
    return out.getvalue()


def _replace(path: Path, data: bytes, changed: int) -> None:
    """Write a file whole, with a time of change in nanoseconds; other processes may do the same."""
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        os.utime(name, ns=(changed, changed))
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _texts(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _is_translated(message: Message) -> bool:
    forms = [message.string] if isinstance(message.string, str) else message.string
    return bool(forms) and all(forms or ())
