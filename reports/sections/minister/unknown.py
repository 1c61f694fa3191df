"""What nobody knows, what is contested, and what does not fit together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessment import AnswerStatus, Standing, newest_total
from assessment.answers.settlement import Agreement, institution_answers_on
from questionnaires import Indicator
from reports.analysis import Analysis
from reports.formats import cut_text
from reports.joining import listed
from translations import gettext as _
from translations import ngettext

NAMED = 2
"""Questions that are named; the others are counted."""

QUESTION_LENGTH = 90
"""Largest number of characters of a question that is named."""

OPEN_STATES = (
    AnswerStatus.UNANSWERED,
    AnswerStatus.DONT_KNOW,
    AnswerStatus.OUTSIDE_MANDATE,
    AnswerStatus.NOT_COLLECTED,
)
"""States of an answer that says nothing of the country."""


def without_answer(analysis: Analysis, *states: AnswerStatus) -> tuple[Indicator, ...]:
    """The questions in one of the states, by default those of `OPEN_STATES`; in the order of the content."""
    wanted = states or OPEN_STATES
    return tuple(
        item for item in analysis.indicators if analysis.assessment.answer(item.id).state in wanted
    )


def contested_ids(analysis: Analysis) -> tuple[str, ...]:
    """The questions on which institutions claim different things and that are not settled since."""
    if not analysis.assessment.institution_answers:
        return ()
    return tuple(
        item.id
        for item in analysis.indicators
        if (said := institution_answers_on(analysis.assessment, item.id)).agreement
        is Agreement.DIFFERENT
        and not said.is_settled
    )


def unknown_sentences(analysis: Analysis) -> tuple[str, ...]:
    """Sentences on open questions, contested answers, warnings and statistics; never none."""
    said = tuple(_sentences(analysis))
    statistics = tuple(_statistics(analysis))
    if said:
        return (*said, *statistics)
    if not analysis.applicable_count:
        return (_("All questions are said not to apply."), *statistics)
    return (
        _("Every question has an answer, and no check finds two that do not fit together."),
        *statistics,
    )


def _sentences(analysis: Analysis) -> Iterator[str]:
    unanswered = without_answer(analysis, AnswerStatus.UNANSWERED)
    if unanswered:
        yield ngettext(
            "{count} question has no answer yet: {named}",
            "{count} questions have no answer yet: {named}",
            len(unanswered),
        ).format(count=len(unanswered), named=_named(analysis, unanswered))
    unknown = without_answer(analysis, AnswerStatus.DONT_KNOW)
    if unknown:
        known = (len(unknown), _named(analysis, unknown))
        is_compiled = analysis.assessment.standing is Standing.ILLUSTRATIVE
        yield _read(*known) if is_compiled else _asked(*known)
    elsewhere = without_answer(analysis, AnswerStatus.OUTSIDE_MANDATE, AnswerStatus.NOT_COLLECTED)
    if elsewhere:
        yield (
            ngettext(
                "{count} more waits for another institution, or for a figure that is not collected.",
                "{count} more wait for other institutions, or for figures that are not collected.",
                len(elsewhere),
            ).format(count=len(elsewhere))
            if unanswered or unknown
            else ngettext(
                "{count} question waits for another institution, or for a figure that is not collected.",
                "{count} questions wait for other institutions, or for figures that are not collected.",
                len(elsewhere),
            ).format(count=len(elsewhere))
        )
    contested = contested_ids(analysis)
    if contested:
        yield ngettext(
            "{count} answer is contested: institutions say different things, and it is not settled.",
            "{count} answers are contested: institutions say different things, and they are not settled.",
            len(contested),
        ).format(count=len(contested))
    if analysis.gates:
        yield ngettext(
            "{count} check finds answers that do not fit together or need more evidence; have that settled before publication.",
            "{count} checks find answers that do not fit together or need more evidence; have that settled before publication.",
            len(analysis.gates),
        ).format(count=len(analysis.gates))


def _asked(count: int, named: str) -> str:
    """That those asked do not know `count` questions, of which `named` are named."""
    return ngettext(
        "To {count} question those asked said “don't know”: {named}",
        "To {count} questions those asked said “don't know”: {named}",
        count,
    ).format(count=count, named=named)


def _read(count: int, named: str) -> str:
    """The same of an example compiled from public sources, for which nobody was asked."""
    return ngettext(
        "On {count} question the sources read do not say enough: {named}",
        "On {count} questions the sources read do not say enough: {named}",
        count,
    ).format(count=count, named=named)


def _statistics(analysis: Analysis) -> Iterator[str]:
    total = len(analysis.edition.statistics)
    if not total:
        return
    held = sum(
        newest_total(analysis.assessment, item.id) is not None
        for item in analysis.edition.statistics
    )
    if held == total:
        return
    if not held:
        yield ngettext(
            "The one statistic asked for has no figure.",
            "None of the {total} statistics has a figure.",
            total,
        ).format(total=total)
    else:
        yield ngettext(
            "{held} of {total} statistics has a figure.",
            "{held} of {total} statistics have a figure.",
            held,
        ).format(held=held, total=total)


def _named(analysis: Analysis, items: Sequence[Indicator]) -> str:
    """The first questions, with their codes, and the number of the others."""
    named = listed(
        _("“{question}” ({code})").format(
            question=cut_text(analysis.question(item), QUESTION_LENGTH), code=item.id
        )
        for item in items[:NAMED]
    )
    more = len(items) - NAMED
    if more <= 0:
        return _("{named}.").format(named=named)
    return ngettext("{named} and {more} more.", "{named} and {more} more.", more).format(
        named=named, more=more
    )
