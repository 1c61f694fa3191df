"""What a country answered and what follows from it: scores, gates, gaps, roadmap; and the store that keeps it."""

from assessment.errors import (
    AssessmentError,
    InvalidAssessment,
    StaleAnswer,
    StoreUnavailable,
    UnknownAssessment,
)
from assessment.gaps import (
    Gap,
    find_gaps,
    score_at_targets,
    target_levels,
    unknown_indicators,
)
from assessment.gates import RaisedGate, raise_gates
from assessment.model import (
    UNANSWERED,
    Answer,
    AnswerStatus,
    Assessment,
    AssessmentState,
    Evidence,
    PlanSettings,
    Standing,
)
from assessment.ranking import rank_scores
from assessment.requirements import RaisedTarget
from assessment.roadmap import (
    Action,
    Milestone,
    PathPoint,
    PhaseId,
    Roadmap,
    Unplanned,
    plan_roadmap,
    quarter_start,
)
from assessment.schedule import LeftOut
from assessment.scoring import AssessmentScore, NodeScore, score_assessment
from assessment.trace import PartKind, Trace, TracePart

__all__ = [
    "UNANSWERED",
    "Action",
    "Answer",
    "AnswerStatus",
    "Assessment",
    "AssessmentError",
    "AssessmentScore",
    "AssessmentState",
    "Evidence",
    "Gap",
    "InvalidAssessment",
    "LeftOut",
    "Milestone",
    "NodeScore",
    "PartKind",
    "PathPoint",
    "PhaseId",
    "PlanSettings",
    "RaisedGate",
    "RaisedTarget",
    "Roadmap",
    "StaleAnswer",
    "Standing",
    "StoreUnavailable",
    "Trace",
    "TracePart",
    "UnknownAssessment",
    "Unplanned",
    "find_gaps",
    "plan_roadmap",
    "quarter_start",
    "raise_gates",
    "rank_scores",
    "score_assessment",
    "score_at_targets",
    "target_levels",
    "unknown_indicators",
]
