"""The data of an assessment that every page shows, loaded from the store and cached by revision."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from app_pages.shell import session
from app_pages.shell.markup import isolate
from assessment import (
    NATIONAL,
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentState,
    Observation,
    Standing,
    apply_details,
    held_statistics,
)
from assessment.answers.settlement import answers_of, assigned_indicators
from assessment.errors import AssessmentError, NotAllowed, StoreUnavailable
from assessment.review.answer_review import IndicatorReview, Remark
from assessment.review.discussion import Message
from assessment.store import LoadedAssessment, Revision
from host.services import edition_of, now, open_store
from questionnaires import Edition, Group
from reports.joining import listed
from translations import gettext as _


class UnknownInstitution(AssessmentError):
    """The address names an institution that the assessment does not list, as a link that was cut does."""


@dataclass(frozen=True, slots=True)
class AssessmentContext:
    """An assessment as the institution of the address sees it."""

    id: str
    edition: Edition
    institution: str
    """The institution the user answers for; `indicators` and `states` are its own."""
    assessment: Assessment
    """The assessment as stored now, with the levels derived from its details."""
    stored_answers: Mapping[str, Revision[Answer]]
    """The newest revision of each answer of the institution, without derived levels."""
    country: str
    cycle: int
    profile: str
    state: AssessmentState
    standing: Standing
    indicators: tuple[str, ...]
    """Indicators to answer, in the order of the content."""
    states: Mapping[str, AnswerStatus]
    figures: Mapping[str, tuple[Observation, ...]]
    held: Mapping[str, bool]
    """Whether the country has a figure, by statistic; statistics of which it is unknown are absent."""
    saved_at: dt.datetime | None
    figure_revisions: Mapping[str, int]
    """The newest revision of the figures of each statistic; one that has none is absent."""
    message_counts: Mapping[str, int]
    """Number of messages under each question that has any."""

    @property
    def is_national(self) -> bool:
        """Whether the user answers for the country and not for an institution."""
        return self.institution == NATIONAL

    @property
    def institution_names(self) -> Mapping[str, str]:
        """Names of the institutions by id, for a place in a sentence."""
        return {item.id: isolate(item.name) for item in self.assessment.institutions}

    @property
    def institution_name(self) -> str:
        """Name of the institution; empty for the country, the id where it is not listed."""
        if self.is_national:
            return ""
        listed = self.assessment.institutions
        name = next((item.name for item in listed if item.id == self.institution), None)
        return name or self.institution

    def has_answer(self, indicator: str) -> bool:
        """Whether an indicator has an answer in any state but UNANSWERED."""
        return self.states.get(indicator, AnswerStatus.UNANSWERED) is not AnswerStatus.UNANSWERED

    def indicators_of(self, pillar: Group) -> tuple[str, ...]:
        """Return the indicators of a pillar that are to be answered."""
        return tuple(key for key in self.indicators if self.edition.pillar_of[key].id == pillar.id)

    def count_answered(self, indicators: Iterable[str]) -> int:
        """Return how many of these indicators have an answer."""
        return sum(map(self.has_answer, indicators))

    def next_unanswered(self, after: str | None = None) -> str | None:
        """Return the first indicator without an answer behind `after`, continuing from the start; None if all have one."""
        start = self.indicators.index(after) + 1 if after in self.indicators else 0
        order = (*self.indicators[start:], *self.indicators[:start])
        return next((key for key in order if not self.has_answer(key)), None)


@dataclass(frozen=True, slots=True)
class _CacheEntry:
    """An assessment as last loaded, and the same with derived levels."""

    loaded: LoadedAssessment
    assessment: Assessment


_cache: OrderedDict[tuple[str, str], _CacheEntry] = OrderedDict()
"""The most recently loaded assessments of all sessions, of which a page reads only what has changed."""

MAXIMUM_CACHED = 32

UNDER_REVIEW = frozenset((AssessmentState.IN_REVIEW, AssessmentState.RETURNED))
"""States in which remarks decide what comes next."""


def _load(assessment_id: str) -> _CacheEntry:
    """Return the assessment as stored now; only what has a newer revision than the cached one is read."""
    key = _cache_key(assessment_id)
    entry = _cache.get(key)
    loaded = open_store().load_changes(
        assessment_id, entry.loaded if entry else None, person=session.person()
    )
    if entry is None or entry.loaded is not loaded:
        edition = edition_of(loaded.assessment.edition)
        entry = _CacheEntry(loaded, apply_details(edition, loaded.assessment))
        _cache[key] = entry
        while len(_cache) > MAXIMUM_CACHED:
            _cache.popitem(last=False)
    return entry


def _cache_key(assessment_id: str) -> tuple[str, str]:
    """Return assessment and account, as accounts may see different parts of one assessment."""
    person = session.person()
    return assessment_id, person.name if person.is_account else ""


def assessment_edition(assessment_id: str) -> Edition:
    """Return the edition an assessment answers, which never changes."""
    entry = _cache.get(_cache_key(assessment_id))
    return edition_of((entry or _load(assessment_id)).assessment.edition)


def load_context(assessment_id: str) -> AssessmentContext:
    """Return the context of an assessment as stored now, for the institution in the address.

    Raises NotAllowed for an institution other than those the user is restricted to, and UnknownInstitution for one that
    is not listed: its page would look as if it worked.
    """
    entry = _load(assessment_id)
    assessment = entry.assessment
    edition = edition_of(assessment.edition)
    institution = session.institution()
    limited_to = session.limited_to(assessment.country)
    if limited_to and institution not in limited_to:
        raise NotAllowed(
            _(
                "These are the answers of others. Your role is for: {institutions}. "
                "Open the questionnaire of your institution from the list of assessments."
            ).format(institutions=listed(limited_to))
        )
    known = {item.id for item in assessment.institutions}
    if session.has_empty_institution() or institution not in (NATIONAL, *known):
        raise UnknownInstitution(
            _(
                "This link names an institution that is not listed here. It was probably cut when it was copied."
            )
        )
    return AssessmentContext(
        id=assessment_id,
        edition=edition,
        institution=institution,
        assessment=assessment,
        stored_answers={
            indicator: revision
            for (owner, indicator), revision in entry.loaded.answers.items()
            if owner == institution
        },
        country=assessment.country,
        cycle=assessment.cycle,
        profile=assessment.profile,
        state=assessment.state,
        standing=assessment.standing,
        indicators=assigned_indicators(edition, assessment, institution),
        states={key: answer.state for key, answer in answers_of(assessment, institution).items()},
        figures=assessment.figures,
        held=held_statistics(assessment),
        saved_at=entry.loaded.versions.saved_at,
        figure_revisions=entry.loaded.versions.figures,
        message_counts=entry.loaded.versions.messages,
    )


_reviews: OrderedDict[tuple[str, str], tuple[dt.datetime | None, Mapping[str, IndicatorReview]]] = (
    OrderedDict()
)
"""The reviews last loaded, with the time of the last save of the assessment; by the key of `_cache`."""


def reviews_of(context: AssessmentContext) -> Mapping[str, IndicatorReview]:
    """Return the remarks of expert and country by indicator, read again only after a save of any kind.

    None before the first review, and none for an institution, which may not see them.
    """
    if not context.is_national or context.state not in UNDER_REVIEW:
        return {}
    key = _cache_key(context.id)
    saved_at, reviews = _reviews.get(key, (None, {}))
    if key not in _reviews or saved_at != context.saved_at:
        reviews = open_store().reviews(context.id, person=session.person())
        _reviews[key] = context.saved_at, reviews
        while len(_reviews) > MAXIMUM_CACHED:
            _reviews.popitem(last=False)
    return reviews


def discussion_of(context: AssessmentContext, indicator: str) -> tuple[Message, ...]:
    """Return the messages under a question, the oldest first; the store is read only where there are any."""
    if indicator not in context.message_counts:
        return ()
    return open_store().discussions(context.id, person=session.person()).get(indicator, ())


def expert_questions_of(context: AssessmentContext) -> Mapping[str, Remark]:
    """Return what the expert asks about each answer with which the assessment was returned; empty in other states."""
    if context.state is not AssessmentState.RETURNED:
        return {}
    return open_store().expert_questions(context.id, person=session.person())


def current_held_statistics(assessment_id: str) -> Mapping[str, bool]:
    """Return whether the country has a figure, by statistic, as stored now."""
    return held_statistics(_load(assessment_id).assessment)


def record_visit(context: AssessmentContext) -> None:
    """Record that an institution was here; the store keeps visits of its accounts only. A full disk stops no reading."""
    if not context.is_national:
        with suppress(StoreUnavailable):
            open_store().record_visit(
                context.id, context.institution, person=session.person(), at=now()
            )


def answer_history_of(assessment_id: str, indicator: str) -> tuple[Revision[Answer], ...]:
    """Return every revision of the answer of the institution in the address, oldest first."""
    return open_store().answer_history(
        assessment_id, indicator, person=session.person(), institution=session.institution()
    )


def load(assessment_id: str) -> tuple[Edition, Assessment]:
    """Return the edition and the whole assessment, with the levels derived from details and figures.

    Raises NotAllowed for a user restricted to institutions, as results need the whole assessment.
    """
    assessment = open_store().load(assessment_id, person=session.person())
    limited_to = session.limited_to(assessment.country)
    if limited_to:
        raise NotAllowed(
            _(
                "This page is about the whole country. Your role is for: {institutions}. "
                "Open the questionnaire of your institution from the list of assessments."
            ).format(institutions=listed(limited_to))
        )
    edition = edition_of(assessment.edition)
    return edition, apply_details(edition, assessment)
