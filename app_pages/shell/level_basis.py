"""Which levels everything that follows rests on: the country's own, under review, or agreed; as it stands now."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.shell import session
from assessment import Assessment
from assessment.review.outcomes import basis_of_review
from assessment.store import Person
from assessment.workflow.history import TransitionRecord, WorkflowHistory
from assessment.workflow.level_basis import Basis
from host.services import open_store
from questionnaires import Edition
from reports.basis_labels import basis_sentence


def basis_now(assessment_id: str, edition: Edition, assessment: Assessment) -> Basis:
    """What the store says of it."""
    person = session.person()
    reviews = open_store().reviews(assessment_id, person=person)
    return basis_of_review(edition, assessment, reviews, course_of(assessment_id, person))


def course_of(assessment_id: str, person: Person) -> WorkflowHistory:
    """Every step that was taken, without who took it."""
    return WorkflowHistory(
        tuple(
            TransitionRecord(item.step, item.at, item.reason, item.questioned, item.snapshot)
            for item in open_store().steps(assessment_id, person=person)
        )
    )


def in_words(assessment_id: str, edition: Edition, assessment: Assessment) -> Markup:
    """The sentence that the documents print too."""
    sentence = basis_sentence(basis_now(assessment_id, edition, assessment), assessment.standing)
    return Markup('<p class="cop-note">{}</p>').format(sentence)
