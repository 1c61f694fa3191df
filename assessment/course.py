"""The way an assessment has gone: when it was handed in, reviewed and agreed, and which snapshots were kept. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assessment.steps import Step


@dataclass(frozen=True, slots=True)
class Moved:
    """A step that was taken, and when (UTC); `snapshot` is empty where it froze nothing."""

    step: Step
    at: dt.datetime
    reason: str = ""
    questioned: tuple[str, ...] = ()
    snapshot: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """Every step, the oldest first."""

    moves: tuple[Moved, ...] = ()

    @property
    def handed_in(self) -> Moved | None:
        """The last time it was handed in."""
        return self._last(Step.SUBMIT)

    @property
    def reviewed(self) -> Moved | None:
        """What the first review began with: the last time it was handed in before; else the same as `handed_in`."""
        steps = [item.step for item in self.moves]
        if Step.START_REVIEW not in steps:
            return self.handed_in
        return Course(self.moves[: steps.index(Step.START_REVIEW)]).handed_in

    @property
    def agreed(self) -> Moved | None:
        return self._last(Step.AGREE)

    def _last(self, step: Step) -> Moved | None:
        return next((item for item in reversed(self.moves) if item.step is step), None)
