"""What every screen of an assessment shows of it: whose it is, how far it is, when it was last saved."""

from __future__ import annotations

import datetime as dt
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app_pages.shell import session
from assessment import (
    NATIONAL,
    AnswerStatus,
    Assessment,
    AssessmentState,
    Observation,
    Standing,
    apply_details,
    held_statistics,
)
from assessment.answers.settlement import answers_of, asked_of
from assessment.errors import NotAllowed
from assessment.store import AnswerRevision, Versions
from host.services import edition_of, open_store
from questionnaires import Edition, Group
from translations import gettext as _


@dataclass(frozen=True, slots=True)
class AssessmentContext:
    """An assessment at a glance; `asked` are the indicators of its profile, in the order of the content."""

    id: str
    edition: Edition
    institution: str
    """For whom the visitor answers; `asked` and `states` are that institution's."""
    assessment: Assessment
    """As it is stored now, with the levels that its parts give; its targets and plan may be older."""
    country: str
    cycle: int
    profile: str
    state: AssessmentState
    standing: Standing
    asked: tuple[str, ...]
    states: Mapping[str, AnswerStatus]
    figures: Mapping[str, tuple[Observation, ...]]
    held: Mapping[str, bool]
    """Whether the country has a figure, by statistic; what nobody has said is not named."""
    saved_at: dt.datetime | None

    @property
    def is_national(self) -> bool:
        return self.institution == NATIONAL

    @property
    def institution_name(self) -> str:
        """The name of the institution; empty for the country, the id of one that is not listed."""
        if self.is_national:
            return ""
        listed = self.assessment.institutions
        found = next((item.name for item in listed if item.id == self.institution), None)
        return found or self.institution

    def has_answer(self, indicator: str) -> bool:
        return self.states.get(indicator, AnswerStatus.UNANSWERED) is not AnswerStatus.UNANSWERED

    def asked_in(self, pillar: Group) -> tuple[str, ...]:
        return tuple(key for key in self.asked if self.edition.pillar_of[key].id == pillar.id)

    def answered(self, indicators: Iterable[str]) -> int:
        return sum(map(self.has_answer, indicators))

    def next_unanswered(self, after: str | None = None) -> str | None:
        """The next one without an answer, from `after` on and round from the start; None where all have one."""
        place = self.asked.index(after) + 1 if after in self.asked else 0
        order = (*self.asked[place:], *self.asked[:place])
        return next((key for key in order if not self.has_answer(key)), None)


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What `load` found when these were the newest revisions; revisions only ever grow."""

    versions: Versions
    assessment: Assessment


_loaded: OrderedDict[tuple[str, str], _Loaded] = OrderedDict()
"""The last few assessments looked at by anybody, so that a page does not read 72 answers for their states."""

MOST_LOADED = 32


def _load_if_changed(assessment_id: str) -> Assessment:
    """The assessment, read again only when an answer, a figure or the profile has a newer revision.

    Its targets and plan may be older.
    """
    store, person = open_store(), session.person()
    versions = store.versions(assessment_id, person=person)
    key = _loaded_by(assessment_id)
    known = _loaded.get(key)
    if known is None or known.versions != versions:
        found = store.load(assessment_id, person=person)
        known = _Loaded(versions, apply_details(edition_of(found.edition), found))
        _loaded[key] = known
        while len(_loaded) > MOST_LOADED:
            _loaded.popitem(last=False)
    return known.assessment


def _loaded_by(assessment_id: str) -> tuple[str, str]:
    """What is kept was loaded for somebody: an account may see another part of it than the next."""
    person = session.person()
    return assessment_id, person.name if person.is_account else ""


def edition_answered(assessment_id: str) -> Edition:
    """The edition that an assessment answers; that never changes."""
    known = _loaded.get(_loaded_by(assessment_id))
    found = known.assessment if known else _load_if_changed(assessment_id)
    return edition_of(found.edition)


def load_context(assessment_id: str) -> AssessmentContext:
    """The assessment at a glance, as it is stored now."""
    store, person = open_store(), session.person()
    found = _load_if_changed(assessment_id)
    edition = edition_of(found.edition)
    institution = session.institution()
    limited_to = session.limited_to(found.country)
    if limited_to and institution not in limited_to:
        raise NotAllowed(
            _(
                "These are the answers of others. Your role is for: {institutions}. "
                "Open the questionnaire of your institution from the list of assessments."
            ).format(institutions=", ".join(limited_to))
        )
    return AssessmentContext(
        id=assessment_id,
        edition=edition,
        institution=institution,
        assessment=found,
        country=found.country,
        cycle=found.cycle,
        profile=found.profile,
        state=found.state,
        standing=found.standing,
        asked=asked_of(edition, found, institution),
        states={key: answer.state for key, answer in answers_of(found, institution).items()},
        figures=found.figures,
        held=held_statistics(found),
        saved_at=store.last_saved_at(assessment_id, person=person),
    )


def held_now(assessment_id: str) -> Mapping[str, bool]:
    """Whether the country has a figure, by statistic, as it is stored now."""
    return held_statistics(_load_if_changed(assessment_id))


def history_of(assessment_id: str, indicator: str) -> tuple[AnswerRevision, ...]:
    """Every version of the answer of whom the visitor answers for, the oldest first."""
    return open_store().answer_history(
        assessment_id, indicator, person=session.person(), institution=session.institution()
    )


def load(assessment_id: str) -> tuple[Edition, Assessment]:
    """The whole assessment, with the levels that its parts and figures give, and the edition it answers.

    Raises NotAllowed for who sees only what an institution has answered: of that no results follow.
    """
    found = open_store().load(assessment_id, person=session.person())
    limited_to = session.limited_to(found.country)
    if limited_to:
        raise NotAllowed(
            _(
                "This page is about the whole country. Your role is for: {institutions}. "
                "Open the questionnaire of your institution from the list of assessments."
            ).format(institutions=", ".join(limited_to))
        )
    edition = edition_of(found.edition)
    return edition, apply_details(edition, found)
