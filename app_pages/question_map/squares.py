"""The squares of the map as one piece of HTML: a row for each pillar, a link for each question."""

from __future__ import annotations

from collections.abc import Collection

from markupsafe import Markup

from app_pages.institutions.answer_matrix import answer_symbol
from app_pages.shell import labels
from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import join
from app_pages.shell.navigation.code_links import address
from assessment import Answer, AnswerStatus
from assessment.answers.settlement import answers_of
from assessment.model.assessment import UNANSWERED
from questionnaires import Group, Indicator
from questionnaires.palette import LEVEL_COLOURS, pillar_class, pillar_letter
from translations import gettext as _

FIGURE = "#"
"""The sign of an answer with a figure, as in the PDF: the figure itself is too long for a square."""


def render_map(context: AssessmentContext, fitting: Collection[str], filters: str) -> Markup:
    """Return the map; with filters the questions `fitting` them stand out. `filters` go along with each link."""
    pillars = [pillar for pillar in context.edition.pillars if context.indicators_of(pillar)]
    return Markup('<div class="cop-map">{}</div>').format(
        join(_row(context, pillar, fitting, filters) for pillar in pillars)
    )


def render_pillar(context: AssessmentContext, pillar: Group, shown: str, filters: str) -> Markup:
    """Return the row of one pillar on the page of its question `shown`."""
    return Markup('<div class="cop-map alone">{}</div>').format(
        _row(context, pillar, (shown,), filters, shown)
    )


def _row(
    context: AssessmentContext,
    pillar: Group,
    fitting: Collection[str],
    filters: str,
    shown: str = "",
) -> Markup:
    """Return the name of a pillar with its squares."""
    answers = answers_of(context.assessment, context.institution)
    keys = context.indicators_of(pillar)
    return Markup(
        '<section class="{}"><h2><span class="cop-letter">{}</span> {}'
        ' <span class="cop-note">{}</span></h2><ul>{}</ul></section>'
    ).format(
        pillar_class(context.edition, pillar.id),
        pillar_letter(context.edition, pillar.id),
        labels.pillar_name(pillar),
        _("{part} of {whole}").format(part=context.count_answered(keys), whole=len(keys)),
        join(
            _square(
                context,
                key,
                answers.get(key, UNANSWERED),
                filters,
                mark=_mark(fits=key in fitting, is_one_shown=bool(shown), filters=filters),
                is_shown=key == shown,
            )
            for key in keys
        ),
    )


def _mark(*, fits: bool, is_one_shown: bool, filters: str) -> str:
    """Return the class that lets the question shown, or those that fit the filters, stand out from the others."""
    if is_one_shown:
        return "fits" if fits else ""
    if not filters:
        return ""
    return "fits" if fits else "pale"


def _square(
    context: AssessmentContext,
    key: str,
    answer: Answer,
    filters: str,
    *,
    mark: str,
    is_shown: bool,
) -> Markup:
    """Return the square of a question: level or sign, code below, the question on hover and focus."""
    indicator = context.edition.indicators[key]
    page = address("answer", key, filters=filters)
    return Markup(
        '<li><a class="cop-link {style}" href="{page}" target="_self"{current}>'
        '<b aria-hidden="true">{sign}</b><span>{key}</span>'
        '<span class="cop-tip">{question} <em>{state}</em></span></a></li>'
    ).format(
        style=f"{_style(context, indicator, answer)} {mark}".strip(),
        current=Markup(' aria-current="true"') if is_shown else "",
        page=page,
        sign=FIGURE if answer.value is not None else answer_symbol(answer),
        key=key,
        question=labels.question(indicator),
        state=_state(context, indicator, answer),
    )


def _style(context: AssessmentContext, indicator: Indicator, answer: Answer) -> str:
    """Return the class of a square: the shade of its level, or that of an answer without one."""
    if answer.level is None:
        return "none" if answer.state is AnswerStatus.UNANSWERED else "said"
    top = context.edition.scale_of(indicator).top_level
    return f"on{round(answer.level / top * (len(LEVEL_COLOURS) - 1))}"


def _state(context: AssessmentContext, indicator: Indicator, answer: Answer) -> str:
    """Return an answer in words."""
    if answer.level is not None:
        return _("Level {level} {name}").format(
            level=answer.level, name=labels.level_name(context.edition, indicator, answer.level)
        )
    if answer.value is not None:
        unit = indicator.number.unit if indicator.number else ""
        return _("{value} {unit}").format(value=f"{answer.value:g}", unit=unit)
    if answer.state is AnswerStatus.UNANSWERED:
        return _("no answer yet")
    return labels.status_name(answer.state)
