"""Labels of the levels that a document uses: origin, review and agreement."""

from __future__ import annotations

from assessment import Standing
from assessment.workflow.level_basis import Basis, BasisKind
from reports.formats import format_day
from translations import gettext as _
from translations import ngettext


def standing_note(standing: Standing) -> str:
    """Sentence that an assessment is not a country's own; empty for one that is."""
    return {
        Standing.SELF_ASSESSED: "",
        Standing.ILLUSTRATIVE: _(
            "Illustrative: compiled from public sources, not the country’s assessment."
        ),
        Standing.TRAINING: _("For training: the country and everything said of it are invented."),
    }[standing]


def standing_line(basis: Basis, standing: Standing) -> str:
    """The origin of the assessment in one line, for cover and headers; where it was reviewed in part only, how far."""
    if standing is Standing.ILLUSTRATIVE:
        return _("Illustrative, compiled from public sources, not the country's assessment")
    if standing is Standing.TRAINING:
        return _("For training: an invented country, everything is made up")
    line = {
        BasisKind.OWN: _("Self-assessed by the country, not reviewed"),
        BasisKind.UNDER_REVIEW: _("Self-assessed by the country, under review"),
        BasisKind.AGREED: _("Agreed between the country and an expert"),
        BasisKind.WITHDRAWN: _("Self-assessed by the country, withdrawn"),
    }[basis.kind]
    part, whole = basis.looked_at, basis.total
    is_reviewed = basis.kind in (BasisKind.UNDER_REVIEW, BasisKind.AGREED)
    if not is_reviewed or part is None or whole is None or part >= whole:
        return line
    return ngettext(
        "{standing}; {part} of {whole} answer reviewed",
        "{standing}; {part} of {whole} answers reviewed",
        whole,
    ).format(standing=line, part=part, whole=whole)


def basis_sentence(basis: Basis, standing: Standing) -> str:
    """Sentences on the origin of the levels, and on their review where counts are known."""
    invented = standing_note(standing) if standing is Standing.TRAINING else ""
    parts = (invented, _origin(basis, standing), _coverage(basis), _result(basis))
    return " ".join(filter(None, parts))


def _origin(basis: Basis, standing: Standing) -> str:
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


def _coverage(basis: Basis) -> str:
    if basis.total is None or basis.looked_at is None:
        return ""
    return ngettext(
        "The expert looked at {part} of {whole} question.",
        "The expert looked at {part} of {whole} questions.",
        basis.total,
    ).format(part=basis.looked_at, whole=basis.total)


def _result(basis: Basis) -> str:
    """Numbers of levels taken over and of levels on which both kept theirs; empty where unknown or not reviewed."""
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
