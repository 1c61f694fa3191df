"""Which levels a document uses, in words."""

from __future__ import annotations

from assessment import Standing
from assessment.workflow.level_basis import Basis, BasisKind
from reports.formats import format_day
from translations import gettext as _
from translations import ngettext


def standing_name(basis: Basis, standing: Standing) -> str:
    """What a reader may take a document for, in a line."""
    if standing is Standing.ILLUSTRATIVE:
        return _("Illustrative, compiled from public sources, not the country's assessment")
    return {
        BasisKind.OWN: _("Self-assessed by the country, not reviewed"),
        BasisKind.UNDER_REVIEW: _("Self-assessed by the country, under review"),
        BasisKind.AGREED: _("Agreed between the country and an expert"),
        BasisKind.WITHDRAWN: _("Self-assessed by the country, withdrawn"),
    }[basis.kind]


def basis_sentence(basis: Basis, standing: Standing) -> str:
    """Whose levels the document uses, and what is known of their review."""
    return " ".join(filter(None, (_whose(basis, standing), _looked_at(basis), _came_to(basis))))


def _whose(basis: Basis, standing: Standing) -> str:
    if basis.kind is BasisKind.AGREED:
        if basis.agreed_on is None:
            return _("Levels used: those agreed between the country and an expert.")
        return _("Levels used: those agreed between the country and an expert on {date}.").format(
            date=format_day(basis.agreed_on)
        )
    if standing is Standing.ILLUSTRATIVE:
        return {
            BasisKind.OWN: _("Levels used: those compiled from public sources, not reviewed."),
            BasisKind.UNDER_REVIEW: _(
                "Levels used: those compiled from public sources, under review."
            ),
            BasisKind.WITHDRAWN: _(
                "Levels used: those compiled from public sources; the assessment was withdrawn."
            ),
        }[basis.kind]
    return {
        BasisKind.OWN: _("Levels used: the country’s own, not reviewed."),
        BasisKind.UNDER_REVIEW: _("Levels used: the country’s own, under review."),
        BasisKind.WITHDRAWN: _("Levels used: the country’s own; the assessment was withdrawn."),
    }[basis.kind]


def _looked_at(basis: Basis) -> str:
    if basis.total is None or basis.looked_at is None:
        return ""
    return ngettext(
        "The expert looked at {part} of {whole} question.",
        "The expert looked at {part} of {whole} questions.",
        basis.total,
    ).format(part=basis.looked_at, whole=basis.total)


def _came_to(basis: Basis) -> str:
    """How many levels were taken over and both kept; nothing where nobody knows, or nobody looked."""
    if basis.taken_over is None or basis.both_kept is None or not basis.looked_at:
        return ""
    taken = ngettext(
        "The country took over {number} level of the expert’s.",
        "The country took over {number} levels of the expert’s.",
        basis.taken_over,
    ).format(number=basis.taken_over)
    if not basis.both_kept:
        return taken
    kept = ngettext(
        "On {number} question both kept their level; there the country’s counts.",
        "On {number} questions both kept their level; there the country’s counts.",
        basis.both_kept,
    ).format(number=basis.both_kept)
    return f"{taken} {kept}"
