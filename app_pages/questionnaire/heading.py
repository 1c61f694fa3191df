"""Above a question: where one is, the question itself, what institutions said of it, and help."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.institutions import answer_matrix
from app_pages.questionnaire.help import show_help
from app_pages.shell import labels as shell_labels
from app_pages.shell import session
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import join
from assessment.answers.settlement import Agreement, opinions_on
from questionnaires import Indicator
from translations import gettext as _


def heading(glance: AssessmentContext, indicator: Indicator) -> Markup:
    """Where one is, the question, and help that opens in place."""
    pillar = glance.edition.pillar_of[indicator.id]
    asked = glance.asked_in(pillar)
    marks = [
        (indicator.core, _("core")),
        (indicator.severe, _("a child may be in danger while this is missing")),
    ]
    position = _("{letter} {pillar} · question {place} of {total}").format(
        letter=pillar.letter,
        pillar=shell_labels.pillar_name(pillar),
        place=asked.index(indicator.id) + 1,
        total=len(asked),
    )
    return Markup(
        '<p class="cop-place pillar-{letter}">{position}{marks}</p>'
        '<h1 id="question" data-indicator="{id}" tabindex="-1"><span>{id}</span> {question}</h1>'
        "{said}{help}"
    ).format(
        letter=pillar.letter,
        position=position,
        marks=join(Markup(" · {}").format(word) for marked, word in marks if marked),
        id=indicator.id,
        question=shell_labels.question(indicator),
        said=_what_institutions_say(glance, indicator.id),
        help=show_help(glance.edition, indicator),
    )


def _what_institutions_say(glance: AssessmentContext, key: str) -> Markup:
    """For the coordinator: what came in, and the way to settle it."""
    found = opinions_on(glance.assessment, key)
    if not glance.is_national or not found.said:
        return Markup()
    names = {item.id: item.name for item in glance.assessment.institutions}
    said = "; ".join(
        _("{name}: {value}").format(name=names[who], value=answer_matrix.sign(answer))
        for who, answer in found.said.items()
    )
    return Markup('<p class="cop-note">{} <a href="settle?{}" target="_self">{}</a></p>').format(
        _("They differ: {said}.").format(said=said)
        if found.agreement is Agreement.DIFFERENT
        else _("Institutions say: {said}.").format(said=said),
        session.query(session.address(glance.id, key)),
        _("Settle"),
    )
