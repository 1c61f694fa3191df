"""Chapter on how to read the report: what is compared, what the report does not say, and whose document it is."""

from __future__ import annotations

from collections.abc import Iterator

from assessment import Standing
from assessment.workflow.level_basis import Basis
from questionnaires import Edition
from questionnaires.labels import edition_text
from reports.basis_labels import basis_sentence
from reports.resolution_report.analysis import ResolutionAnalysis
from translations import gettext as _


def reading(analysis: ResolutionAnalysis) -> tuple[str, ...]:
    """The paragraphs of the chapter."""
    return tuple(_paragraphs(analysis))


def _paragraphs(analysis: ResolutionAnalysis) -> Iterator[str]:
    now, former = analysis.now, analysis.former
    if former is not None:
        yield _levels(former.assessment.cycle, former.basis, former.assessment.standing)
    yield _levels(now.assessment.cycle, analysis.basis, now.assessment.standing)
    if former is not None:
        yield _(
            "An invitation is compared by the questions that answer it, mean the same in both cycles and have a level in both. "
            "The scores are those of each cycle by its own edition; nothing was scored anew. In brackets: what a score would "
            "be if everything missing stood at the lowest level, and at the highest."
        )
    else:
        yield _(
            "The bounds say what the score would be if everything missing stood at the lowest level, and if it "
            "stood at the highest."
        )
    yield _(
        "A coloured bar is a score, a thin line shows between which ends the score can still lie, and a tick marks where it would be at the targets. The last column says how many of the questions of an invitation were compared; with one cycle, how many have a level. A code such as L02 is a question, L02-a a measure, MS4 an invitation to Member States."
    )
    yield _(
        "What was done is what the follow-up of the plan reports. Where both cycles report a measure, the later report counts; "
        "what ended before the first of two cycles is left out. A figure says how large something is. It never moves a score."
    )
    yield _(
        "It describes what institutions have put in place, not how many children are harmed or protected. "
        "It is no ranking of countries: each country states its own levels. A high level without evidence is "
        "a claim. A low score with little answered says little."
    )
    yield _(
        "The country decides whether it gives this report to the ITU, whose Secretary-General and Director of the "
        "Telecommunication Development Bureau report on the resolution. The toolkit sends nothing."
    )
    yield notice(now.edition)
    if former is not None and former.edition.id != now.edition.id:
        yield _edition(former.edition)
    yield _edition(now.edition)


def notice(edition: Edition) -> str:
    """The notice of an edition: whose document it is not, and on which text of the resolution it rests."""
    return edition_text("edition", "notice", edition.about.notice) or _(
        "This toolkit is independent and is not a product of the ITU."
    )


def _levels(cycle: int, basis: Basis, standing: Standing) -> str:
    return _("{mark}: {text}").format(
        mark=_("Cycle {cycle}").format(cycle=cycle), text=basis_sentence(basis, standing)
    )


def _edition(edition: Edition) -> str:
    return _("Edition {edition}, content {hash}").format(
        edition=edition.id, hash=edition.content_hash[:12]
    )
