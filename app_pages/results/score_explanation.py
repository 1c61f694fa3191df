"""Rendering of a score: its bar, and an expandable explanation of how it was calculated."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from app_pages.shell.markup import join, table
from assessment import Assessment, NodeScore
from questionnaires import Edition
from reports.formats import Formats
from reports.sections.numbers import Number, number_of
from translations import gettext as _


def score_bar(node: NodeScore, formats: Formats) -> Markup:
    """Return a bar with the score; a dash where there is none."""
    if node.score is None:
        return Markup("{}").format(formats.score(None))
    return Markup(
        '<span class="cop-score"><meter min="0" max="1" value="{:.3f}" aria-hidden="true"></meter> {}</span>'
    ).format(node.score, formats.score(node.score))


def explain_scores(edition: Edition, assessment: Assessment, nodes: Iterable[NodeScore]) -> Markup:
    """Return one expandable block with the explanations of several scores."""
    return Markup("<details class='cop-made'><summary>{}</summary>{}</details>").format(
        _("How these numbers were made"),
        join(explain_score(edition, assessment, node) for node in nodes),
    )


def explain_score(edition: Edition, assessment: Assessment, node: NodeScore) -> Markup:
    """Return an expandable explanation of a score: rule, parts, omissions, result and bounds."""
    number = number_of(edition, assessment, node)
    return Markup(
        "<details class='cop-made'><summary>{title}</summary><p>{rule}</p>{rows}<p>{out}</p><p>{result}</p>"
        "<p>{bounds}</p></details>"
    ).format(
        title=_("How this number was made. {name}: {score}").format(
            name=number.title, score=number.score
        ),
        rule=number.rule,
        rows=_parts(number),
        out=" ".join(number.left_out),
        result=" ".join(number.result),
        bounds=" ".join(number.bounds),
    )


def _parts(number: Number) -> Markup:
    """Return the table of parts; a part that is a group has bounds instead of a level."""
    if not number.rows:
        return Markup()
    grouped = any(row.low for row in number.rows)
    head = [_("Part"), _("Level"), _("Value"), _("Weight"), _("Share of the result")]
    if grouped:
        head = [
            _("Part"),
            _("Value"),
            _("Lowest"),
            _("Highest"),
            _("Weight"),
            _("Share of the result"),
        ]
    rows = []
    for row in number.rows:
        name = Markup("<strong>{}</strong> {}").format(row.code, row.name)
        ends = (row.weight, row.share or "–")
        middle = (row.value or "–", row.low, row.high) if grouped else (row.level, row.value)
        rows.append((name, *middle, *ends))
    return table(
        _("What counts. Value times weight, over the sum of the weights, is the share.")
        if any(row.share for row in number.rows)
        else _("What counts"),
        head,
        rows,
        right=tuple(range(1 if grouped else 2, len(head))),
    )
