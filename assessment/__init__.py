"""A country's assessment, what is computed from it (scores, gates, gaps, roadmap), and the store."""

from assessment.answers.consistency_gates import RaisedGate, raise_gates
from assessment.answers.derived_level import Derived, apply_details, derive_level
from assessment.answers.statistics import figure_warnings, held_statistics, newest_total
from assessment.errors import (
    AssessmentError,
    InvalidAssessment,
    RefusedFile,
    StoreUnavailable,
    UnknownAssessment,
    UnknownFile,
)
from assessment.model.assessment import (
    NATIONAL,
    UNANSWERED,
    Answer,
    AnswerDetails,
    AnswerStatus,
    Assessment,
    AssessmentState,
    Evidence,
    Institution,
    Observation,
    ObservationState,
    PlanSettings,
    RetiredAnswer,
    Settlement,
    Standing,
    StatusValue,
    StoredFile,
)
from assessment.model.plan_settings import (
    AdoptedPlan,
    Capacity,
    Emphasis,
    Load,
    MeasureChoice,
    MeasureDecision,
    MeasureProgress,
    MeasureStatus,
    OwnCost,
    OwnDuration,
)
from assessment.planning.chains import DangerChain, Link, LinkState, danger_chains
from assessment.planning.closed_gaps import ClosedGaps, OpenDanger
from assessment.planning.costs import Cost, FundingCost, MeasureCost, YearCost, cost_currency
from assessment.planning.follow_up import (
    FollowUp,
    Pace,
    PlanProgress,
    adopt,
    follow_up,
    operational_plan,
)
from assessment.planning.gaps import (
    Gap,
    find_gaps,
    score_at_targets,
    target_levels,
    unknown_indicators,
)
from assessment.planning.measure_selection import RaisedTarget
from assessment.planning.not_fitting import not_fitting
from assessment.planning.phases import PhaseId
from assessment.planning.plan_comparison import EmphasisOutcome, compare_emphases
from assessment.planning.plan_standing import (
    FirstQuestion,
    FirstQuestions,
    PlanStanding,
    first_questions,
    plan_standing,
    roadmap_of,
)
from assessment.planning.quarters import quarter_start
from assessment.planning.roadmap import (
    Action,
    Milestone,
    PathPoint,
    Roadmap,
    Unplanned,
    plan_roadmap,
)
from assessment.planning.robustness import GapRobustness, Robustness, weigh_gaps
from assessment.planning.schedule.goals import GoalKind, GoalResult
from assessment.planning.schedule.infeasibility import InfeasibleSet, Requirement, RequirementKind
from assessment.planning.schedule.resource_usage import Shortage
from assessment.planning.schedule.solve import LeftOut, Omission, Schedule, estimate_schedule
from assessment.planning.schedule_risk import RiskDate, ScheduleRisk, simulate
from assessment.scoring.counted import counted_assessment, unproven_indicators
from assessment.scoring.ranking import furthest_behind, rank_scores
from assessment.scoring.scores import AssessmentScore, NodeScore, score_assessment
from assessment.scoring.trace import PartKind, Trace, TracePart

__all__ = [
    "NATIONAL",
    "UNANSWERED",
    "Action",
    "AdoptedPlan",
    "Answer",
    "AnswerDetails",
    "AnswerStatus",
    "Assessment",
    "AssessmentError",
    "AssessmentScore",
    "AssessmentState",
    "Capacity",
    "ClosedGaps",
    "Cost",
    "DangerChain",
    "Derived",
    "Emphasis",
    "EmphasisOutcome",
    "Evidence",
    "FirstQuestion",
    "FirstQuestions",
    "FollowUp",
    "FundingCost",
    "Gap",
    "GapRobustness",
    "GoalKind",
    "GoalResult",
    "InfeasibleSet",
    "Institution",
    "InvalidAssessment",
    "LeftOut",
    "Link",
    "LinkState",
    "Load",
    "MeasureChoice",
    "MeasureCost",
    "MeasureDecision",
    "MeasureProgress",
    "MeasureStatus",
    "Milestone",
    "NodeScore",
    "Observation",
    "ObservationState",
    "Omission",
    "OpenDanger",
    "OwnCost",
    "OwnDuration",
    "Pace",
    "PartKind",
    "PathPoint",
    "PhaseId",
    "PlanProgress",
    "PlanSettings",
    "PlanStanding",
    "RaisedGate",
    "RaisedTarget",
    "RefusedFile",
    "Requirement",
    "RequirementKind",
    "RetiredAnswer",
    "RiskDate",
    "Roadmap",
    "Robustness",
    "Schedule",
    "ScheduleRisk",
    "Settlement",
    "Shortage",
    "Standing",
    "StatusValue",
    "StoreUnavailable",
    "StoredFile",
    "Trace",
    "TracePart",
    "UnknownAssessment",
    "UnknownFile",
    "Unplanned",
    "YearCost",
    "adopt",
    "apply_details",
    "compare_emphases",
    "cost_currency",
    "counted_assessment",
    "danger_chains",
    "derive_level",
    "estimate_schedule",
    "figure_warnings",
    "find_gaps",
    "first_questions",
    "follow_up",
    "furthest_behind",
    "held_statistics",
    "newest_total",
    "not_fitting",
    "operational_plan",
    "plan_roadmap",
    "plan_standing",
    "quarter_start",
    "raise_gates",
    "rank_scores",
    "roadmap_of",
    "score_assessment",
    "score_at_targets",
    "simulate",
    "target_levels",
    "unknown_indicators",
    "unproven_indicators",
    "weigh_gaps",
]
