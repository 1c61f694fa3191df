"""The way an assessment has gone: when it was handed in, reviewed and agreed, and which snapshots were kept. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assessment.workflow.states import Transition


@dataclass(frozen=True, slots=True)
class TransitionRecord:
    """A step that was taken, and when (UTC); `snapshot` is empty where it froze nothing."""

    step: Transition
    at: dt.datetime
    reason: str = ""
    questioned: tuple[str, ...] = ()
    snapshot: str = ""


@dataclass(frozen=True, slots=True)
class WorkflowHistory:
    """Every step, the oldest first."""

    moves: tuple[TransitionRecord, ...] = ()

    @property
    def handed_in(self) -> TransitionRecord | None:
        """The last time it was handed in."""
        return self._last(Transition.SUBMIT)

    @property
    def reviewed(self) -> TransitionRecord | None:
        """What the first review began with: the last time it was handed in before; else the same as `handed_in`."""
        steps = [item.step for item in self.moves]
        if Transition.START_REVIEW not in steps:
            return self.handed_in
        return WorkflowHistory(self.moves[: steps.index(Transition.START_REVIEW)]).handed_in

    @property
    def agreed(self) -> TransitionRecord | None:
        return self._last(Transition.AGREE)

    def _last(self, step: Transition) -> TransitionRecord | None:
        return next((item for item in reversed(self.moves) if item.step is step), None)
