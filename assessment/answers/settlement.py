"""Settlement of the national answer from the answers of several institutions. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.assessment import (
    NATIONAL,
    UNANSWERED,
    Answer,
    AnswerStatus,
    Assessment,
    Evidence,
    Institution,
    Settlement,
)
from questionnaires import Edition

_SILENT = (AnswerStatus.UNANSWERED, AnswerStatus.OUTSIDE_MANDATE, AnswerStatus.DONT_KNOW)
"""States that claim nothing about the country, so no answer can contradict them."""


class Agreement(StrEnum):
    """The agreement among the institutions on one indicator."""

    NOBODY_ASKED = "nobody_asked"
    """The indicator is assigned to no institution."""
    NO_ANSWER = "no_answer"
    """No institution has answered yet."""
    NOBODY_KNOWS = "nobody_knows"
    """Every answer is "don't know" or "outside our mandate"."""
    AGREED = "agreed"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class InstitutionAnswers:
    """The answers of the institutions to one indicator, with the national answer."""

    indicator_id: str
    respondents: tuple[str, ...]
    """Ids of the institutions to which the indicator is assigned, in the order of the list."""
    answers: Mapping[str, Answer]
    """Answers by institution, in the order of the list, also of one no longer assigned; none is `UNANSWERED`."""
    national: Answer

    @property
    def waiting(self) -> tuple[str, ...]:
        """The respondents without an answer."""
        return tuple(key for key in self.respondents if key not in self.answers)

    @property
    def claims(self) -> Mapping[str, str]:
        """Position (see `position_of`) by institution, for the answers that claim something about the country."""
        return {
            key: position_of(answer)
            for key, answer in self.answers.items()
            if answer.state not in _SILENT
        }

    @property
    def agreement(self) -> Agreement:
        """The agreement of the claims, whatever the national answer."""
        claimed = set(self.claims.values())
        if len(claimed) > 1:
            return Agreement.DIFFERENT
        if claimed:
            return Agreement.AGREED
        if self.answers:
            return Agreement.NOBODY_KNOWS
        return Agreement.NO_ANSWER if self.respondents else Agreement.NOBODY_ASKED

    @property
    def minority(self) -> tuple[str, ...]:
        """Institutions whose claim differs from the national answer; none while that is unanswered."""
        if self.national.state is AnswerStatus.UNANSWERED:
            return ()
        national = position_of(self.national)
        return tuple(key for key, claim in self.claims.items() if claim != national)

    @property
    def unsettled(self) -> tuple[str, ...]:
        """Those of `minority` whose claim is new or has changed since the settlement."""
        settled = self.national.settlement.positions if self.national.settlement else {}
        return tuple(key for key in self.minority if settled.get(key) != self.claims[key])

    @property
    def is_settled(self) -> bool:
        """Whether the national answer is of this cycle and every differing claim was known at its settlement."""
        answered = self.national.state is not AnswerStatus.UNANSWERED
        return answered and not self.national.look_again and not self.unsettled


def position_of(answer: Answer) -> str:
    """The claim of an answer as text: its level, else its figure, else the value of its state."""
    if answer.level is not None:
        return str(answer.level)
    if answer.value is not None:
        return repr(answer.value)
    return answer.state.value


def institution_answers_on(assessment: Assessment, indicator_id: str) -> InstitutionAnswers:
    """The answers of the institutions to one indicator."""
    answers = {
        item.id: answer
        for item in assessment.institutions
        if (answer := _answer_of(assessment, item.id, indicator_id)) is not None
    }
    respondents = tuple(
        item.id for item in assessment.institutions if indicator_id in item.indicators
    )
    return InstitutionAnswers(indicator_id, respondents, answers, assessment.answer(indicator_id))


def institution_answers_by_indicator(
    assessment: Assessment, indicators: Iterable[str]
) -> Mapping[str, InstitutionAnswers]:
    """The answers of the institutions by indicator, in the order of `indicators`."""
    return {key: institution_answers_on(assessment, key) for key in indicators}


def _answer_of(assessment: Assessment, institution: str, indicator_id: str) -> Answer | None:
    answer = assessment.institution_answers.get(institution, {}).get(indicator_id)
    return answer if answer is not None and answer.state is not AnswerStatus.UNANSWERED else None


def agreed_answer(indicator: InstitutionAnswers) -> Answer | None:
    """The common claim of the institutions as a national answer, with all their reasons, comments and evidence.

    None where the claims differ, where there is none, and where equal levels have different parts.
    """
    if indicator.agreement is not Agreement.AGREED:
        return None
    answers = [indicator.answers[key] for key in indicator.claims]
    parts = [answer.details for answer in answers if answer.details is not None]
    if any(item != parts[0] for item in parts):
        return None
    return settle(indicator, answers[0], reason="")


def settle(indicator: InstitutionAnswers, chosen: Answer, *, reason: str) -> Answer:
    """The national answer with the claim of `chosen`.

    Merges reasons, comments and evidence of all answers with the same claim, and records every position.
    """
    claim = position_of(chosen)
    same = [
        chosen,
        *(indicator.answers[key] for key, other in indicator.claims.items() if other == claim),
    ]
    parts = next((answer for answer in same if answer.details is not None), chosen)
    return chosen.model_copy(
        update={
            "reason": _joined(answer.reason for answer in same),
            "comment": _joined(answer.comment for answer in same),
            "evidence": merge_evidence(answer.evidence for answer in same),
            "details": parts.details,
            "override": parts.override,
            "look_again": "",
            "settlement": Settlement(
                reason=reason,
                positions={key: position_of(answer) for key, answer in indicator.answers.items()},
            ),
        }
    )


def merge_evidence(lists: Iterable[Iterable[Evidence]]) -> tuple[Evidence, ...]:
    """The evidence of all lists, each piece once, in the order of first appearance."""
    merged: list[Evidence] = []
    for items in lists:
        merged += [item for item in items if item not in merged]
    return tuple(merged)


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def propose_indicators(edition: Edition, role: str) -> tuple[str, ...]:
    """Ids of the indicators that name `role` as a respondent, in the order of the content."""
    return tuple(
        key
        for key, indicator in edition.indicators.items()
        if any(who.role == role for who in indicator.respondents)
    )


def propose_institutions(
    edition: Edition, roles: Iterable[str], known: Iterable[Institution] = ()
) -> tuple[Institution, ...]:
    """A new institution for each of `roles`, with its name and its indicators; ids differ from those of `known`."""
    institutions = list(known)
    before = len(institutions)
    for role in roles:
        institutions.append(
            Institution(
                id=new_id(role, (item.id for item in institutions)),
                name=edition.role[role].name,
                role=role,
                indicators=propose_indicators(edition, role),
            )
        )
    return tuple(institutions[before:])


def new_id(name: str, existing: Iterable[str]) -> str:
    """An id for an institution called `name`: ASCII letters, with a number where the id exists already.

    >>> new_id("Ministère de la Justice", ["ministere_de_la_justice"])
    'ministere_de_la_justice_2'
    >>> new_id("وزارة العدل", [])
    'institution'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30]
    stem = stem if re.match(r"[a-z]", stem) else "institution"
    used = {*existing, NATIONAL}
    return next(
        key
        for key in (stem, *(f"{stem}_{number}" for number in range(2, len(used) + 3)))
        if key not in used
    )


def answers_of(assessment: Assessment, institution: str) -> Mapping[str, Answer]:
    """The answers of an institution by indicator; the national ones for `NATIONAL`."""
    if institution == NATIONAL:
        return assessment.answers
    return assessment.institution_answers.get(institution, {})


def assigned_indicators(
    edition: Edition, assessment: Assessment, institution: str
) -> tuple[str, ...]:
    """Ids of the profile's indicators assigned to an institution (all, for the country), in the order of the content.

    None for an institution that is not listed.
    """
    indicators = edition.profile_indicators(assessment.profile)
    if institution == NATIONAL:
        return indicators
    assigned = next(
        (item.indicators for item in assessment.institutions if item.id == institution), ()
    )
    return tuple(key for key in indicators if key in assigned)


def with_answer(
    assessment: Assessment, institution: str, indicator_id: str, answer: Answer
) -> Assessment:
    """The assessment with this answer set; an answer equal to `UNANSWERED` is removed."""
    answers = {**answers_of(assessment, institution), indicator_id: answer}
    if answer == UNANSWERED:
        del answers[indicator_id]
    if institution == NATIONAL:
        return assessment.model_copy(update={"answers": answers})
    by_institution = {**assessment.institution_answers, institution: answers}
    return assessment.model_copy(update={"institution_answers": by_institution})
