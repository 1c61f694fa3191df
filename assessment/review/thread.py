"""What every talk between expert and country has in common: a question is open until the expert says that it is not. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol, TypeVar


class ThreadEntry(Protocol):
    """One thing said, with its kind in a word: `question`, `resolved`, `reply` or another."""

    @property
    def kind(self) -> str: ...


S = TypeVar("S", bound=ThreadEntry)

QUESTION, RESOLVED, REPLY = "question", "resolved", "reply"


def newest(remarks: Sequence[S], kinds: Collection[str]) -> S | None:
    """The last remark of these kinds; None where there is none."""
    return next((remark for remark in reversed(remarks) if remark.kind in kinds), None)


def question_is_open(remarks: Sequence[ThreadEntry]) -> bool:
    """The expert has asked and has not said that it is resolved."""
    last = newest(remarks, {QUESTION, RESOLVED})
    return last is not None and last.kind == QUESTION


def waits_for_reply(remarks: Sequence[ThreadEntry]) -> bool:
    """A question is open and the country has said nothing since it was asked."""
    last = newest(remarks, {QUESTION, RESOLVED, REPLY})
    return last is not None and last.kind == QUESTION
