"""An assessment in which every text that a person can type is an attack.

The fields are read from the models, new ones too: `tests.public.test_confidentiality` requires a value in each, and
here the value becomes an attack wherever the model accepts one.
"""

from __future__ import annotations

import datetime as dt
import socket
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from assessment import AnswerDetails, Assessment, AssessmentState, InvalidAssessment
from assessment.files.assessment_file import fit_assessment
from tests.public.test_confidentiality import EDITION, everything

Field = tuple[type[BaseModel], str]

TODAY = dt.date(2026, 11, 23)
MARK = "pwned"
"""The variable that an executed script would set on the page."""


class Listener:
    """A port on this computer that records connections; no test may cause one."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.visits: list[bytes] = []
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def _listen(self) -> None:
        while True:
            try:
                visitor, _address = self.socket.accept()
            except OSError:
                return
            visitor.settimeout(1)
            with visitor:
                try:
                    self.visits.append(visitor.recv(200))
                except OSError:
                    self.visits.append(b"")


def attack(address: str) -> str:
    """A text with a formula, script, picture, link, style, template and Markdown."""
    return (
        f'=HYPERLINK("{address}/formula","x") "><script>window.{MARK}=1</script>'
        f'<img src="{address}/img" onerror="window.{MARK}=1"><svg onload="window.{MARK}=1">'
        f'<a href="javascript:window.{MARK}=1">a</a> [b](javascript:window.{MARK}=1) ![c]({address}/markdown) '
        f"<style>@import url({address}/import); * {{ background: url({address}/style) }}</style>"
        f'<link rel="attachment" href="file:///etc/passwd"><iframe src="{address}/frame"></iframe> {{{{ 7*7 }}}}'
    )


def attacking_address(address: str) -> str:
    """The same for fields that accept addresses only."""
    return f"{address}/?\"><script>window.{MARK}=1</script>)<img/src={address}/u/onerror='window.{MARK}=1'>"


@cache
def harmless() -> Assessment:
    """An assessment with every field filled, valid for the edition."""
    filled = everything()
    rows = next(
        (key, field.id, column.id)
        for key, item in EDITION.indicators.items()
        for field in (item.details.fields if item.details else ())
        for column in getattr(field, "columns", ())
        if column.kind == "text"
    )
    answers = dict(filled.answers)
    given = AnswerDetails(rows={rows[1]: ({rows[2]: "typed"},)})
    answers[rows[0]] = answers.pop("O04").model_copy(update={"details": given})
    role = EDITION.about.roles[0].id
    places = [item.id for item in EDITION.statistics if "age" in item.breakdowns]
    figures = tuple(
        item.model_copy(update={"breakdown": {"age": "typed"} if item.breakdown else {}})
        for item in next(iter(filled.figures.values()))
    )
    made = filled.model_copy(
        update={
            "state": AssessmentState.DRAFT,
            "answers": answers,
            "figures": {places[0]: figures[:1]},
            "institutions": tuple(
                item.model_copy(update={"role": role}) for item in filled.institutions
            ),
            "institution_answers": {"police": {"L02": filled.institution_answers["police"]["L02"]}},
            "plan": filled.plan.model_copy(
                update={
                    "capacity": {role: next(iter(filled.plan.capacity.values()))},
                    "target_profile": "",  # an id of the edition, which has none
                }
            ),
        }
    )
    _check(made)
    return made


def text_fields() -> frozenset[Field]:
    """Every text field of every record below, also of texts by a key."""
    return frozenset(_found(harmless()))


@cache
def open_fields() -> frozenset[Field]:
    """The fields that accept an attack; ids, codes and months refuse it."""
    return frozenset(field for field in text_fields() if _takes(field))


def poisoned(address: str) -> Assessment:
    """The assessment with an attack in every field that accepts one, leading to `address`."""
    made: Assessment = _filled(harmless(), open_fields(), address)
    _check(made)
    return made


def _takes(field: Field) -> bool:
    try:
        _check(_filled(harmless(), frozenset((field,)), "http://127.0.0.1:1"))
    except (ValidationError, InvalidAssessment):
        return False
    return True


def _check(assessment: Assessment) -> None:
    if assessment.edition != EDITION.id:
        raise InvalidAssessment([])  # an edition that is not installed is refused before
    Assessment.model_validate(assessment.model_dump())
    fit_assessment(assessment, EDITION, "file.yaml", today=TODAY)


def _found(value: object) -> Iterator[Field]:
    match value:
        case BaseModel():
            for name in type(value).model_fields:
                inner = getattr(value, name)
                if (
                    _is_text(inner)
                    or (isinstance(inner, Mapping) and any(map(_is_text, inner.values())))
                    or (name == "rows" and inner)
                ):
                    yield type(value), name
                yield from _found(inner)
        case Mapping():
            for item in value.values():
                yield from _found(item)
        case tuple():
            for item in value:
                yield from _found(item)


def _filled(value: Any, fields: frozenset[Field], address: str) -> Any:
    match value:
        case BaseModel():
            changed = {}
            for name in type(value).model_fields:
                inner = getattr(value, name)
                if (type(value), name) in fields:
                    changed[name] = _attacked(inner, name, address)
                else:
                    changed[name] = _filled(inner, fields, address)
            return value.model_copy(update=changed)
        case Mapping():
            return {key: _filled(item, fields, address) for key, item in value.items()}
        case tuple():
            return tuple(_filled(item, fields, address) for item in value)
    return value


def _attacked(value: Any, name: str, address: str) -> Any:
    match value:
        case Mapping():
            return {key: _attacked(item, name, address) for key, item in value.items()}
        case tuple():
            return tuple(_attacked(item, name, address) for item in value)
        case str() if name == "url":
            return attacking_address(address)
        case str():
            return attack(address)
    return value


def _is_text(value: object) -> bool:
    return type(value) is str
