"""Labels of the phases of a roadmap in the current language, for pages and files."""

from __future__ import annotations

from assessment.planning.phases import PhaseId
from translations import gettext as _


def phase_name(phase: PhaseId) -> str:
    """The label of a phase."""
    return {
        PhaseId.QUICK_WINS: _("Quick wins"),
        PhaseId.FOUNDATION: _("Foundation"),
        PhaseId.BUILD: _("Build"),
        PhaseId.SUSTAIN: _("Sustain"),
    }[phase]


def phase_meaning(phase: PhaseId) -> str:
    """The sentence that explains a phase."""
    return {
        PhaseId.QUICK_WINS: _("Short, cheap, and waiting for nothing."),
        PhaseId.FOUNDATION: _("Other measures wait for these."),
        PhaseId.BUILD: _("What brings protection into regular use."),
        PhaseId.SUSTAIN: _("What measures, reviews and improves."),
    }[phase]
