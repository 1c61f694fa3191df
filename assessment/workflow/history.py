"""The applied transitions of an assessment: when it was handed in and agreed, and which snapshots were kept. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assessment.workflow.states import Transition


@dataclass(frozen=True, slots=True)
class TransitionRecord:
    """An applied transition and its time (UTC); `snapshot` is a SHA-256, empty where nothing was frozen."""

    transition: Transition
    at: dt.datetime
    reason: str = ""
    questioned: tuple[str, ...] = ()
    snapshot: str = ""


@dataclass(frozen=True, slots=True)
class WorkflowHistory:
    """All applied transitions of one assessment, the oldest first."""

    transitions: tuple[TransitionRecord, ...] = ()

    @property
    def handed_in(self) -> TransitionRecord | None:
        """The newest submission; None before the first."""
        return self._last(Transition.SUBMIT)

    @property
    def reviewed(self) -> TransitionRecord | None:
        """The submission that the first review started from; without a review the same as `handed_in`."""
        applied = [item.transition for item in self.transitions]
        if Transition.START_REVIEW not in applied:
            return self.handed_in
        return WorkflowHistory(self.transitions[: applied.index(Transition.START_REVIEW)]).handed_in

    @property
    def agreed(self) -> TransitionRecord | None:
        """The newest agreement; None where there is none."""
        return self._last(Transition.AGREE)

    def _last(self, transition: Transition) -> TransitionRecord | None:
        return next(
            (item for item in reversed(self.transitions) if item.transition is transition), None
        )
