"""The heading of a question: its position, the question, and answers of institutions."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.institutions import answer_matrix
from app_pages.shell import labels
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import fill, join, typed
from app_pages.shell.navigation.code_links import address, text_link
from assessment.answers.settlement import Agreement, institution_answers_on
from questionnaires import Indicator
from questionnaires.palette import pillar_class, pillar_letter
from reports.joining import clause_separator
from translations import gettext as _


def heading(context: AssessmentContext, indicator: Indicator) -> Markup:
    """Return position, question and answers of institutions."""
    pillar = context.edition.pillar_of[indicator.id]
    indicators = context.indicators_of(pillar)
    marks = [
        (indicator.core, _("core")),
        (indicator.severe, _("a child may be in danger while this is missing")),
    ]
    position = _("{letter} {pillar} · question {place} of {total}").format(
        letter=pillar_letter(context.edition, pillar.id),
        pillar=labels.pillar_name(pillar),
        place=indicators.index(indicator.id) + 1,
        total=len(indicators),
    )
    return Markup(
        '<p class="cop-place {pillar}">{position}{marks}</p>'
        '<h1 id="question" data-indicator="{id}" tabindex="-1"><span>{id}</span> {question}</h1>'
        "{said}"
    ).format(
        pillar=pillar_class(context.edition, pillar.id),
        position=position,
        marks=join(Markup(" · {}").format(word) for marked, word in marks if marked),
        id=indicator.id,
        question=labels.question(indicator),
        said=_institution_answers(context, indicator.id),
    )


def _institution_answers(context: AssessmentContext, key: str) -> Markup:
    """Return the answers of institutions with a link to settle them; empty for an institution or without answers."""
    result = institution_answers_on(context.assessment, key)
    if not context.is_national or not result.answers:
        return Markup()
    names = context.institution_names
    said = join(
        (
            fill(
                _("{name}: {value}"),
                name=typed(names[who]),
                value=answer_matrix.answer_symbol(answer),
            )
            for who, answer in result.answers.items()
        ),
        clause_separator(),
    )
    return Markup('<p class="cop-note">{} {}</p>').format(
        fill(_("They differ: {said}."), said=said)
        if result.agreement is Agreement.DIFFERENT
        else fill(_("Institutions say: {said}."), said=said),
        text_link(address("settle", key), _("Settle")),
    )
