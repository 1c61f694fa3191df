"""Ranks of scores, by the edition's rule; on unrounded scores, the highest first. Never between countries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from assessment.scoring.scores import NodeScore
from questionnaires import Ranking

K = TypeVar("K")


def rank_scores(scores: Mapping[K, float | None], ranking: Ranking) -> dict[K, float | None]:
    """The rank of each score, 1 the highest; None where there is no score.

    Ties share the smallest, the largest or the mean of their ranks, count once (dense), or keep the order of `scores`.

    >>> rank_scores({"a": 0.5, "b": 0.9, "c": 0.5, "d": None}, Ranking(ties="minimum"))
    {'a': 2, 'b': 1, 'c': 2, 'd': None}
    """
    known = [score for score in scores.values() if score is not None]
    values = sorted(set(known), reverse=True)
    seen: dict[float, int] = {}
    ranks: dict[K, float | None] = {}
    for key, score in scores.items():
        if score is None:
            ranks[key] = None
            continue
        better, same = sum(other > score for other in known), known.count(score)
        seen[score] = seen.get(score, 0) + 1
        match ranking.ties:
            case "minimum":
                ranks[key] = better + 1
            case "maximum":
                ranks[key] = better + same
            case "average":
                ranks[key] = better + (same + 1) / 2
            case "dense":
                ranks[key] = values.index(score) + 1
            case "order":
                ranks[key] = better + seen[score]
    return ranks


def furthest_behind(nodes: Iterable[NodeScore]) -> NodeScore | None:
    """The one node that is lowest whatever the missing answers are: even its upper bound is below every other lower one.

    None where bounds overlap or touch, where a node that counts has no score, and of fewer than two nodes. Nodes of
    which nothing is applicable have no bounds and do not count.
    """
    counted = [node for node in nodes if node.low is not None and node.high is not None]
    if len(counted) < 2 or any(node.score is None for node in counted):
        return None
    lowest = min(counted, key=lambda node: node.high or 0.0)
    others = (node.low or 0.0 for node in counted if node is not lowest)
    return lowest if (lowest.high or 0.0) < min(others) else None
