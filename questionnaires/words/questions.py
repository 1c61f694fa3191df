"""Lint rule that a question is one sentence with a question mark at its end."""

from __future__ import annotations

from collections.abc import Iterator

from questionnaires.errors import Problem
from questionnaires.meaning.places import all_indicators
from questionnaires.model import Edition
from questionnaires.words.sentences import sentences
from translations import gettext as _


def questions_are_one_sentence(edition: Edition) -> Iterator[Problem]:
    """Yield a problem for each question that is not one sentence with one question mark."""
    for file, where, indicator in all_indicators(edition):
        text = indicator.question
        if not text.endswith("?") or text.count("?") > 1 or len(sentences(text)) != 1:
            yield Problem(
                file,
                f"{where}: question",
                _("is not one sentence with a question mark at its end."),
                _("Ask one thing; explain it in 'why' or in the descriptors."),
            )
