"""A part of the section of an invitation: a heading, a list, and sentences below it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Items of a list and sentences; without items the sentences say why."""

    id: str
    title: str
    items: tuple[str, ...]
    sentences: tuple[str, ...]
