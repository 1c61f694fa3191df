"""What a country answered and what follows from it: scores, gates, gaps, roadmap; and the store that keeps it."""

from assessment.details import Derived, apply_details, derive_level
from assessment.errors import (
    AssessmentError,
    InvalidAssessment,
    StaleAnswer,
    StoreUnavailable,
    UnknownAssessment,
    UnknownFile,
)
from assessment.figures import figure_warnings, held_statistics, newest_total
from assessment.gaps import (
    Gap,
    find_gaps,
    score_at_targets,
    target_levels,
    unknown_indicators,
)
from assessment.gates import RaisedGate, raise_gates
from assessment.model import (
    NATIONAL,
    UNANSWERED,
    Answer,
    AnswerDetails,
    AnswerStatus,
    Assessment,
    AssessmentState,
    Evidence,
    Figure,
    FigureState,
    Institution,
    PlanSettings,
    RetiredAnswer,
    Settlement,
    Standing,
    StatusValue,
    StoredFile,
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
from assessment.robustness import GapRobustness, Robustness, weigh_gaps
from assessment.schedule import LeftOut
from assessment.scoring import AssessmentScore, NodeScore, score_assessment
from assessment.trace import PartKind, Trace, TracePart

__all__ = [
    "NATIONAL",
    "UNANSWERED",
    "Action",
    "Answer",
    "AnswerDetails",
    "AnswerStatus",
    "Assessment",
    "AssessmentError",
    "AssessmentScore",
    "AssessmentState",
    "Derived",
    "Evidence",
    "Figure",
    "FigureState",
    "Gap",
    "GapRobustness",
    "Institution",
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
    "RetiredAnswer",
    "Roadmap",
    "Robustness",
    "Settlement",
    "StaleAnswer",
    "Standing",
    "StatusValue",
    "StoreUnavailable",
    "StoredFile",
    "Trace",
    "TracePart",
    "UnknownAssessment",
    "UnknownFile",
    "Unplanned",
    "apply_details",
    "derive_level",
    "figure_warnings",
    "find_gaps",
    "held_statistics",
    "newest_total",
    "plan_roadmap",
    "quarter_start",
    "raise_gates",
    "rank_scores",
    "score_assessment",
    "score_at_targets",
    "target_levels",
    "unknown_indicators",
    "weigh_gaps",
]
