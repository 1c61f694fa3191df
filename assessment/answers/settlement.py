"""Several institutions and one national answer: who is asked what, who has said what, where they differ. Pure."""

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
"""States that claim nothing about the country, so that nobody can disagree with them."""


class Agreement(StrEnum):
    """How the answers of the institutions to one indicator stand to each other."""

    NOBODY_ASKED = "nobody_asked"
    """No institution is asked."""
    NO_ANSWER = "no_answer"
    """None of those asked has said anything yet."""
    NOBODY_KNOWS = "nobody_knows"
    """All who have answered say that they don't know, or that it is outside their mandate."""
    AGREED = "agreed"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class InstitutionAnswers:
    """What the institutions say about one indicator, and where the national answer stands to it."""

    indicator_id: str
    asked: tuple[str, ...]
    """Institutions that are asked, in the order of the list."""
    said: Mapping[str, Answer]
    """Answers by institution, in the order of the list; also of one that is no longer asked."""
    national: Answer

    @property
    def waiting(self) -> tuple[str, ...]:
        """Who is asked and has said nothing."""
        return tuple(key for key in self.asked if key not in self.said)

    @property
    def claims(self) -> Mapping[str, str]:
        """The position of each institution that claims something about the country."""
        return {
            key: position_of(answer)
            for key, answer in self.said.items()
            if answer.state not in _SILENT
        }

    @property
    def agreement(self) -> Agreement:
        claimed = set(self.claims.values())
        if len(claimed) > 1:
            return Agreement.DIFFERENT
        if claimed:
            return Agreement.AGREED
        if self.said:
            return Agreement.NOBODY_KNOWS
        return Agreement.NO_ANSWER if self.asked else Agreement.NOBODY_ASKED

    @property
    def minority(self) -> tuple[str, ...]:
        """Institutions that claim something else than the national answer says; none before there is one."""
        if self.national.state is AnswerStatus.UNANSWERED:
            return ()
        stands = position_of(self.national)
        return tuple(key for key, claim in self.claims.items() if claim != stands)

    @property
    def unsettled(self) -> tuple[str, ...]:
        """Of `minority`, those who did not say this when the answer was settled: new, or changed since."""
        settled = self.national.settlement.positions if self.national.settlement else {}
        return tuple(key for key in self.minority if settled.get(key) != self.claims[key])

    @property
    def is_settled(self) -> bool:
        """There is a national answer of this cycle, and nobody claims something else that was not on the table."""
        answered = self.national.state is not AnswerStatus.UNANSWERED
        return answered and not self.national.look_again and not self.unsettled


def position_of(answer: Answer) -> str:
    """What an answer claims in a word: its level, its figure or its state."""
    if answer.level is not None:
        return str(answer.level)
    if answer.value is not None:
        return repr(answer.value)
    return answer.state.value


def opinions_on(assessment: Assessment, indicator_id: str) -> InstitutionAnswers:
    """What the institutions say about one indicator."""
    said = {
        item.id: answer
        for item in assessment.institutions
        if (answer := _given(assessment, item.id, indicator_id)) is not None
    }
    asked = tuple(item.id for item in assessment.institutions if indicator_id in item.indicators)
    return InstitutionAnswers(indicator_id, asked, said, assessment.answer(indicator_id))


def all_opinions(
    assessment: Assessment, indicators: Iterable[str]
) -> Mapping[str, InstitutionAnswers]:
    """The same for each of `indicators`, in their order."""
    return {key: opinions_on(assessment, key) for key in indicators}


def _given(assessment: Assessment, institution: str, indicator_id: str) -> Answer | None:
    answer = assessment.institution_answers.get(institution, {}).get(indicator_id)
    return answer if answer is not None and answer.state is not AnswerStatus.UNANSWERED else None


def agreed_answer(opinions: InstitutionAnswers) -> Answer | None:
    """The answer on which all who claim something agree, with the reasons, comments and evidence of all of them.

    None where they differ or claim nothing, and where their parts differ below the same level.
    """
    if opinions.agreement is not Agreement.AGREED:
        return None
    answers = [opinions.said[key] for key in opinions.claims]
    parts = [answer.details for answer in answers if answer.details is not None]
    if any(item != parts[0] for item in parts):
        return None
    return settle(opinions, answers[0], reason="")


def settle(opinions: InstitutionAnswers, chosen: Answer, *, reason: str) -> Answer:
    """The national answer: what `chosen` claims, the evidence of all who claim it, and what everybody had said."""
    claim = position_of(chosen)
    same = [chosen, *(opinions.said[key] for key, said in opinions.claims.items() if said == claim)]
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
                positions={key: position_of(answer) for key, answer in opinions.said.items()},
            ),
        }
    )


def merge_evidence(lists: Iterable[Iterable[Evidence]]) -> tuple[Evidence, ...]:
    """Every piece once, in the order in which they were first named."""
    found: list[Evidence] = []
    for items in lists:
        found += [item for item in items if item not in found]
    return tuple(found)


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text.strip()))


def propose_indicators(edition: Edition, role: str) -> tuple[str, ...]:
    """The indicators that somebody in `role` knows the answer to, in the order of the content."""
    return tuple(
        key
        for key, indicator in edition.indicators.items()
        if any(who.role == role for who in indicator.respondents)
    )


def propose_institutions(
    edition: Edition, roles: Iterable[str], known: Iterable[Institution] = ()
) -> tuple[Institution, ...]:
    """An institution for each of `roles`, named after it and asked what that role knows; ids not those of `known`."""
    found = list(known)
    before = len(found)
    for role in roles:
        found.append(
            Institution(
                id=new_id(role, (item.id for item in found)),
                name=edition.role[role].name,
                role=role,
                indicators=propose_indicators(edition, role),
            )
        )
    return tuple(found[before:])


def new_id(name: str, taken: Iterable[str]) -> str:
    """An id for an institution that is called `name`: plain letters, and a number where it is taken.

    >>> new_id("Ministère de la Justice", ["ministere_de_la_justice"])
    'ministere_de_la_justice_2'
    >>> new_id("وزارة العدل", [])
    'institution'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:30]
    stem = stem if re.match(r"[a-z]", stem) else "institution"
    used = {*taken, NATIONAL}
    return next(
        key
        for key in (stem, *(f"{stem}_{number}" for number in range(2, len(used) + 3)))
        if key not in used
    )


def answers_of(assessment: Assessment, institution: str) -> Mapping[str, Answer]:
    """The answers of an institution, or the national ones."""
    if institution == NATIONAL:
        return assessment.answers
    return assessment.institution_answers.get(institution, {})


def asked_of(edition: Edition, assessment: Assessment, institution: str) -> tuple[str, ...]:
    """The indicators that an institution is asked in this profile (all, for the country), in the order of the content.

    An institution that is not listed is asked nothing.
    """
    asked = edition.profile_indicators(assessment.profile)
    if institution == NATIONAL:
        return asked
    found = next((item for item in assessment.institutions if item.id == institution), None)
    return tuple(key for key in asked if found is not None and key in found.indicators)


def with_answer(
    assessment: Assessment, institution: str, indicator_id: str, answer: Answer
) -> Assessment:
    """The same assessment with this answer; one that says nothing leaves."""
    answers = {**answers_of(assessment, institution), indicator_id: answer}
    if answer == UNANSWERED:
        del answers[indicator_id]
    if institution == NATIONAL:
        return assessment.model_copy(update={"answers": answers})
    given = {**assessment.institution_answers, institution: answers}
    return assessment.model_copy(update={"institution_answers": given})
