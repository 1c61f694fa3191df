"""Read YAML from people: without running code, and refusing every ambiguity.

Aliases (a billion laughs), tags, duplicate keys, deep nesting, several documents and oversize files are refused
where they stand, in one pass over the text.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml

from questionnaires.errors import Problem
from questionnaires.text_limits import MAXIMUM_BYTES, MAXIMUM_DEPTH, decode_text
from translations import gettext as _

_YAML = "tag:yaml.org,2002:"
_MERGE = f"{_YAML}merge"

_Read = Callable[[yaml.CSafeLoader, yaml.ScalarNode], Any]
"""A constructor of a Python value from a YAML node."""


class _Refused(Exception):
    def __init__(self, line: int, what: str, remedy: str) -> None:
        self.line, self.what, self.remedy = line, what, remedy
        super().__init__(what)


class _EventReader(yaml.CSafeLoader):
    """The safe loader, building values from the event stream.

    A graph of nodes with their marks takes ten times the memory of the values, and the garbage collector passes
    over it again and again while it grows.
    """

    def read(self) -> Any:
        """The value of the only document, None where there is none. Raises _Refused and yaml.YAMLError."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        value = self._value(self._next(), 0)
        self._next()
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            raise _Refused(
                _line(event),
                _("a second document starts here (---)."),
                _("Put each document into a file of its own."),
            )
        return value

    def _next(self) -> Any:
        return self.get_event()

    def _value(self, event: Any, depth: int) -> Any:
        if isinstance(event, yaml.AliasEvent):
            raise _Refused(
                _line(event),
                _("it uses a YAML alias (*name)."),
                _("Write the text out in full where it is needed."),
            )
        if event.tag is not None:
            raise _Refused(
                _line(event),
                _("it uses a YAML tag ({tag}).").format(tag=event.tag),
                _("Leave the tag out: only plain text, numbers, lists and tables are read."),
            )
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if depth == MAXIMUM_DEPTH:
            raise _Refused(
                _line(event),
                _("it is nested more than {depth} levels deep.").format(depth=MAXIMUM_DEPTH),
                _("Check the indentation."),
            )
        if isinstance(event, yaml.SequenceStartEvent):
            return list(self._items(depth + 1))
        return self._mapping(depth + 1)

    def _items(self, depth: int) -> Iterator[Any]:
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            yield self._value(event, depth)

    def _mapping(self, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, depth)
            if key in values:
                raise _Refused(
                    _line(event),
                    _("'{key}' is given twice.").format(key=key),
                    _("Keep one of the two."),
                )
            values[key] = self._value(self._next(), depth)
        return values

    def _key(self, event: Any, depth: int) -> str:
        if isinstance(event, yaml.CollectionStartEvent):
            raise _Refused(
                _line(event),
                _("a key here is a list or a table."),
                _("Write a plain word as the key."),
            )
        key = self._value(event, depth)
        if not isinstance(key, str):
            raise _Refused(
                _line(event),
                _("a key here was read as {value}, not as text.").format(value=key),
                _('Write it in quotes: "{text}".').format(text=event.value),
            )
        return key

    def _scalar(self, event: Any) -> Any:
        tag = self.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
        if tag == _MERGE:
            raise _Refused(
                _line(event),
                _("it uses a YAML merge key (<<)."),
                _("Write the keys out where they are needed."),
            )
        node = yaml.ScalarNode(tag, event.value, event.start_mark, event.end_mark)
        return self.yaml_constructors[tag](self, node)


def _line(event: Any) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _located(read: _Read) -> _Read:
    """The constructor `read`, refusing a value that it can't read with the line of the value."""

    def construct(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> Any:
        try:
            return read(loader, node)
        except (ValueError, OverflowError):
            raise _Refused(
                node.start_mark.line + 1,
                _("'{value}' can't be read as a number or a date.").format(value=node.value[:40]),
                _("Correct it, or write it in quotes if it is text."),
            ) from None

    return construct


def _decimal(read: _Read) -> _Read:
    """The constructor `read` of a number, refusing one that YAML reads otherwise than people: 010, 0x1F, 1:30."""

    def construct(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> Any:
        value = read(loader, node)
        if ":" in node.value or (isinstance(value, int) and not _is_decimal(node.value, value)):
            raise _Refused(
                node.start_mark.line + 1,
                _("YAML reads '{text}' as {value}.").format(text=node.value[:40], value=value),
                _("Write the number in decimal digits, or in quotes if it is text."),
            )
        return value

    return construct


def _is_decimal(text: str, value: int) -> bool:
    try:
        return int(text) == value
    except ValueError:
        return False


def _construct_equals_sign(_loader: yaml.CSafeLoader, _node: yaml.ScalarNode) -> str:
    """Read a lone equals sign as text."""
    return "="


_EventReader.add_constructor(f"{_YAML}value", _construct_equals_sign)
for _name in ("int", "float", "timestamp"):
    _plain: _Read = _located(yaml.CSafeLoader.yaml_constructors[f"{_YAML}{_name}"])
    _EventReader.add_constructor(
        f"{_YAML}{_name}", _plain if _name == "timestamp" else _decimal(_plain)
    )


def read_bytes(path: Path) -> bytes | Problem:
    """The bytes of a file, or the problem of reading it (missing, a folder, no permission, too large)."""
    try:
        status = path.stat()
        size = status.st_size
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            return Problem(
                str(path), "", _("is a device or a pipe."), _("Save it as a file, and name that.")
            )
        if size > MAXIMUM_BYTES:
            return Problem(
                str(path),
                "",
                _("has {size} MB; the most that is read is {limit} MB.").format(
                    size=round(size / 1024**2), limit=MAXIMUM_BYTES // 1024**2
                ),
                _("Is it the right file?"),
            )
        return path.read_bytes()
    except FileNotFoundError:
        return Problem(str(path), "", _("no such file."), _("Check the name and the folder."))
    except IsADirectoryError:
        return Problem(str(path), "", _("is a folder."), _("Name a file inside it."))
    except OSError as error:
        return Problem(
            str(path),
            "",
            _("can't be read ({reason}).").format(reason=error.strerror),
            _("Check the permissions."),
        )


def parse_yaml(data: bytes, name: str) -> Any | Problem:
    """The value written in `data`, or the first problem with its line. `name` is the file's name in messages."""
    text = decode_text(data, name)
    if isinstance(text, Problem):
        return text
    try:
        value = _EventReader(text).read()
    except _Refused as refused:
        where = _("line {number}").format(number=refused.line)
        return Problem(name, where, refused.what, refused.remedy)
    except yaml.reader.ReaderError as error:
        return Problem(
            name,
            _("character {number}").format(number=error.position + 1),
            _("there is a control character that YAML does not allow."),
            _("Delete it, or choose another file: this one may not be text."),
        )
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = _("line {number}").format(number=mark.line + 1) if mark else ""
        return Problem(
            name,
            where,
            _("is not valid YAML ({reason}).").format(reason=error.problem or error.context),
            _(
                "Check indentation (blanks, no tabs), colons and quotes there and just above; "
                "the file may be cut short."
            ),
        )
    if value is None:
        return Problem(name, "", _("is empty."), _("Fill it in, or delete it."))
    return value
