"""The three things worth knowing of an assessment before its next step, chosen by what matters most. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from assessment.model.assessment import AssessmentState
from assessment.workflow.work_status import WorkStatus

SHOWN = 3
"""Tiles shown."""

SILENT_AFTER = 7
"""Days without a saved answer after which an institution counts as silent: a week, as meetings are weekly at best."""


class TileKind(StrEnum):
    """What a tile says, in the order of importance after the first."""

    ANSWERED = "answered"
    LOOKED_AT = "looked_at"
    TO_REPLY = "to_reply"
    TO_RESPOND = "to_respond"
    LOOK_AGAIN = "look_again"
    """Measures that were put off until now."""
    SILENT = "silent"
    """An institution that has saved nothing for a while, the longest first; `count` is the days."""
    NOT_BEGUN = "not_begun"
    """Institutions that have answered nothing yet."""
    TO_SETTLE = "to_settle"
    INHERITED = "inherited"
    CONTRADICTING = "contradicting"
    UNPROVEN = "unproven"
    NO_SCORE = "no_score"
    """Too little is answered for an overall score; `share` of the weight is, `of_share` is needed."""
    UNKNOWN = "unknown"
    """Nobody asked so far knows the answer."""
    ALL_PROVEN = "all_proven"
    ALL_IN = "all_in"
    """Every institution has answered."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A number, out of how many, and what it is about: ids of indicators or institutions. Shares are from 0 to 1."""

    kind: TileKind
    count: int
    of: int = 0
    subjects: tuple[str, ...] = ()
    share: float = 0.0
    of_share: float = 0.0


_S = AssessmentState


def choose_tiles(
    status: WorkStatus,
    *,
    silent: Mapping[str, int | None] | None = None,
    contradicting: tuple[str, ...] = (),
    coverage: float = 1.0,
    minimum: float = 0.0,
    look_again: tuple[str, ...] = (),
) -> tuple[Tile, ...]:
    """At most `SHOWN` tiles: how far the work is, then what is open, then what is well.

    `silent` are the days since each institution waited for saved an answer, None for none ever; `coverage` and
    `minimum` are shares of the weight that is answered, and needed for an overall score;
    `look_again` are the measures whose month to look again has come. No tiles without questions.
    """
    if not status.asked:
        return ()
    tiles = [Tile(TileKind.ANSWERED, status.answered, len(status.asked))]
    if status.state in (_S.IN_REVIEW, _S.RETURNED):
        tiles = [Tile(TileKind.LOOKED_AT, status.looked_at, len(status.asked))]
    if look_again:
        tiles.append(Tile(TileKind.LOOK_AGAIN, len(look_again), subjects=look_again))
    tiles += _open(status, silent or {}, contradicting)
    if status.answered > 0 and coverage < minimum:
        tiles.append(
            Tile(
                TileKind.NO_SCORE,
                status.answered,
                len(status.asked),
                share=coverage,
                of_share=minimum,
            )
        )
    if status.unknown:
        tiles.append(Tile(TileKind.UNKNOWN, len(status.unknown), subjects=status.unknown))
    tiles += _well(status)
    return tuple(tiles[:SHOWN])


def _open(
    status: WorkStatus, silent: Mapping[str, int | None], contradicting: tuple[str, ...]
) -> list[Tile]:
    """The tiles on what is open, those with nothing open left out."""
    days = {key: count for key, count in silent.items() if count is not None}
    longest = max(days, key=lambda key: days[key], default="")
    never = tuple(key for key, count in silent.items() if count is None)
    tiles = [
        Tile(TileKind.TO_REPLY, len(status.to_reply), subjects=status.to_reply),
        Tile(TileKind.TO_RESPOND, len(status.to_respond), subjects=status.to_respond),
    ]
    if days.get(longest, 0) >= SILENT_AFTER:
        tiles.append(Tile(TileKind.SILENT, days[longest], subjects=(longest,)))
    tiles += [
        Tile(TileKind.NOT_BEGUN, len(never), len(status.institutions), never),
        Tile(TileKind.TO_SETTLE, len(status.to_settle), subjects=status.to_settle),
        Tile(TileKind.INHERITED, len(status.inherited), subjects=status.inherited),
        Tile(TileKind.CONTRADICTING, len(contradicting), subjects=contradicting),
        Tile(TileKind.UNPROVEN, len(status.unproven), subjects=status.unproven),
    ]
    return [tile for tile in tiles if tile.count]


def _well(status: WorkStatus) -> list[Tile]:
    """The tiles on what is as it should be, shown where nothing more urgent is."""
    tiles = []
    if status.institutions and not status.waited_for:
        count = len(status.institutions)
        tiles.append(Tile(TileKind.ALL_IN, count, count))
    if status.claims and not status.unproven:
        tiles.append(Tile(TileKind.ALL_PROVEN, status.claims, status.claims))
    return tiles
