"""The tiles of the home: a number, what it is, and the page behind it."""

from __future__ import annotations

from markupsafe import Markup

from app_pages.shell.assessment_context import AssessmentContext
from app_pages.shell.markup import join
from app_pages.shell.navigation.code_links import address
from assessment.answers.search import Filter
from assessment.workflow.tiles import Tile, TileKind
from reports.formats import format_share
from translations import gettext as _
from translations import ngettext

_PAGES = {
    TileKind.ANSWERED: "questions",
    TileKind.LOOKED_AT: "review",
    TileKind.TO_REPLY: "review",
    TileKind.TO_RESPOND: "review",
    TileKind.LOOK_AGAIN: "roadmap",
    TileKind.SILENT: "institutions",
    TileKind.NOT_BEGUN: "institutions",
    TileKind.TO_SETTLE: "settle",
    TileKind.INHERITED: "questions",
    TileKind.CONTRADICTING: "questions",
    TileKind.UNPROVEN: "questions",
    TileKind.NO_SCORE: "results",
    TileKind.UNKNOWN: "gaps",
    TileKind.ALL_PROVEN: "evidence",
    TileKind.ALL_IN: "institutions",
}

_FILTERS = {
    TileKind.INHERITED: Filter.INHERITED,
    TileKind.CONTRADICTING: Filter.GATE,
    TileKind.UNPROVEN: Filter.UNPROVEN,
}
"""The filter of the map that shows what a tile counts."""

_PROBLEMS = frozenset(
    (TileKind.TO_REPLY, TileKind.TO_RESPOND, TileKind.SILENT, TileKind.CONTRADICTING)
)


def tiles(context: AssessmentContext, chosen: tuple[Tile, ...]) -> Markup:
    """Return the tiles, each a link to the page that says more."""
    return Markup('<ul class="cop-tiles">{}</ul>').format(
        join(
            Markup(
                '<li class="{}"><a class="cop-link" href="{}" target="_self">'
                "<strong>{}</strong> <span>{}</span></a></li>"
            ).format(
                "problem" if tile.kind in _PROBLEMS else "plain",
                address(
                    _PAGES[tile.kind],
                    filters=_FILTERS[tile.kind].value if tile.kind in _FILTERS else "",
                ),
                _number(tile),
                _text(context, tile),
            )
            for tile in chosen
        )
    )


def _number(tile: Tile) -> str:
    """Return the number of a tile as printed large."""
    if tile.kind is TileKind.NO_SCORE:
        return format_share(tile.share)
    if tile.of:
        return _("{part} of {whole}").format(part=tile.count, whole=tile.of)
    return str(tile.count)


def _text(context: AssessmentContext, tile: Tile) -> str:
    """Return what the number of a tile counts."""
    n = tile.count
    match tile.kind:
        case TileKind.ANSWERED:
            return _("questions with an answer")
        case TileKind.LOOKED_AT:
            return _("answers the expert has looked at")
        case TileKind.LOOK_AGAIN:
            return ngettext(
                "measure that was put off until now: look again",
                "measures that were put off until now: look again",
                n,
            )
        case TileKind.SILENT:
            return ngettext(
                "day without a word from {name}", "days without a word from {name}", n
            ).format(name=context.institution_names[tile.subjects[0]])
        case TileKind.NOT_BEGUN:
            return _("institutions that have not begun")
        case TileKind.ALL_IN:
            return _("institutions that have answered")
        case TileKind.NO_SCORE:
            return _("of the weight answered; a score is shown from {share} on").format(
                share=format_share(tile.of_share)
            )
        case TileKind.TO_REPLY:
            return ngettext(
                "question of the expert without a reply",
                "questions of the expert without a reply",
                n,
            )
        case TileKind.TO_RESPOND:
            return ngettext(
                "level the expert sees differently", "levels the expert sees differently", n
            )
        case TileKind.TO_SETTLE:
            return ngettext("answer to settle", "answers to settle", n)
        case TileKind.INHERITED:
            return ngettext(
                "answer of the last cycle to look at again",
                "answers of the last cycle to look at again",
                n,
            )
        case TileKind.CONTRADICTING:
            return ngettext(
                "answer that does not fit with another", "answers that do not fit with others", n
            )
        case TileKind.UNPROVEN:
            return ngettext("answer without evidence", "answers without evidence", n)
        case TileKind.UNKNOWN:
            return ngettext("answer that nobody knows yet", "answers that nobody knows yet", n)
        case TileKind.ALL_PROVEN:
            return _("answers with the evidence they need")  # fmt: skip
