"""The examples compiled from public sources: every level quotes the words of the descriptors that its source supports."""

from __future__ import annotations

from pathlib import Path

import pytest

from assessment import AnswerStatus, Standing
from assessment.files.assessment_file import open_assessment, read_assessment

EXAMPLES = [
    path
    for path in sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
    if read_assessment(path).standing is Standing.ILLUSTRATIVE
]

SEPARATOR = " … "
"""Between two quotes in one `supports`."""


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_level_claimed_quotes_words_of_every_descriptor_up_to_it(path: Path) -> None:
    edition, assessment = open_assessment(path)
    for key, answer in assessment.answers.items():
        if answer.level is None or (
            answer.details is not None and not edition.indicators[key].scored
        ):
            continue
        indicator = edition.indicators[key]
        places = edition.describing(indicator, answer.level)
        quotes = [
            piece
            for item in answer.evidence
            if item.supports
            for piece in item.supports.split(SEPARATOR)
        ]
        for piece in quotes:
            assert any(piece in indicator.descriptors[place] for place in places), (key, piece)
        for place in places:
            assert any(piece in indicator.descriptors[place] for piece in quotes), (key, place)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_says_what_it_is_and_why_it_does_not_know(path: Path) -> None:
    _edition, assessment = open_assessment(path)
    assert assessment.standing is Standing.ILLUSTRATIVE
    for key, answer in assessment.answers.items():
        if answer.state is AnswerStatus.DONT_KNOW:
            assert answer.reason, key
