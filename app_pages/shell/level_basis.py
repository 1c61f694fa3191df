"""The basis of all results: the country's own levels, levels under review, or agreed ones."""

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


def current_basis(assessment_id: str, edition: Edition, assessment: Assessment) -> Basis:
    """Return the basis of the levels as stored now."""
    person = session.person()
    reviews = open_store().reviews(assessment_id, person=person)
    return basis_of_review(edition, assessment, reviews, workflow_history(assessment_id, person))


def workflow_history(assessment_id: str, person: Person) -> WorkflowHistory:
    """Return every workflow transition of an assessment, without its author."""
    return WorkflowHistory(
        tuple(
            TransitionRecord(item.transition, item.at, item.reason, item.questioned, item.snapshot)
            for item in open_store().transitions(assessment_id, person=person)
        )
    )


def basis_note(assessment_id: str, edition: Edition, assessment: Assessment) -> Markup:
    """Return the sentence about the basis, in the words of the documents."""
    sentence = basis_sentence(
        current_basis(assessment_id, edition, assessment), assessment.standing
    )
    return Markup('<p class="cop-note">{}</p>').format(sentence)
