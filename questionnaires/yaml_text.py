"""Read YAML from people: without running code, and refusing every ambiguity.

Aliases (a billion laughs), tags, duplicate keys, deep nesting, several documents and oversize files are refused
before any value is built.
"""

from __future__ import annotations

import stat
from collections.abc import Callable
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


class _UniqueKeyLoader(yaml.CSafeLoader):
    """The safe loader, except that a duplicate key is an error instead of overwriting the first."""


def _construct_mapping(loader: _UniqueKeyLoader, node: yaml.MappingNode) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if key_node.tag == _MERGE:
            raise _Refused(
                line,
                _("it uses a YAML merge key (<<)."),
                _("Write the keys out where they are needed."),
            )
        if not isinstance(key_node, yaml.ScalarNode):
            raise _Refused(
                line, _("a key here is a list or a table."), _("Write a plain word as the key.")
            )
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise _Refused(
                line,
                _("a key here was read as {value}, not as text.").format(value=key),
                _('Write it in quotes: "{text}".').format(text=key_node.value),
            )
        if key in seen:
            raise _Refused(
                line,
                _("'{key}' is given twice.").format(key=key),
                _("Keep one of the two."),
            )
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


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


def _construct_equals_sign(_loader: yaml.CSafeLoader, _node: yaml.ScalarNode) -> str:
    """Read a lone equals sign as text."""
    return "="


_UniqueKeyLoader.add_constructor(f"{_YAML}map", _construct_mapping)
_UniqueKeyLoader.add_constructor(f"{_YAML}value", _construct_equals_sign)
for _name in ("int", "float", "timestamp"):
    _plain: _Read = yaml.CSafeLoader.yaml_constructors[f"{_YAML}{_name}"]
    _UniqueKeyLoader.add_constructor(f"{_YAML}{_name}", _located(_plain))


class _Refused(Exception):
    def __init__(self, line: int, what: str, remedy: str) -> None:
        self.line, self.what, self.remedy = line, what, remedy
        super().__init__(what)


def _check_events(text: str) -> None:
    """Refuse aliases, tags, several documents and deep nesting, from the event stream in constant memory."""
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        match event:
            case yaml.AliasEvent():
                raise _Refused(
                    line,
                    _("it uses a YAML alias (*name)."),
                    _("Write the text out in full where it is needed."),
                )
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    raise _Refused(
                        line,
                        _("a second document starts here (---)."),
                        _("Put each document into a file of its own."),
                    )
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                depth += 1
                if depth > MAXIMUM_DEPTH:
                    raise _Refused(
                        line,
                        _("it is nested more than {depth} levels deep.").format(
                            depth=MAXIMUM_DEPTH
                        ),
                        _("Check the indentation."),
                    )
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                depth -= 1
        tag = getattr(event, "tag", None)
        if tag is not None and not isinstance(event, yaml.DocumentStartEvent):
            raise _Refused(
                line,
                _("it uses a YAML tag ({tag}).").format(tag=tag),
                _("Leave the tag out: only plain text, numbers, lists and tables are read."),
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
        _check_events(text)
        value = yaml.load(text, Loader=_UniqueKeyLoader)  # noqa: S506 (a subclass of the safe loader)
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
