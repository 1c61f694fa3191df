"""Facts about one subject of a plan review: a target with its gap, a measure, or its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup

from app_pages.plan_review.context import PlanView
from app_pages.shell import labels
from app_pages.shell.markup import isolate, join, level_boxes
from assessment import Action, MeasureChoice, MeasureDecision, cost_currency, target_levels
from assessment.answers.checks import DEFAULT_TARGET
from assessment.planning.gaps import target_profile
from assessment.review.plan_review import Subject, SubjectKind
from assessment.values.characters import read_text
from questionnaires import Group, Measure
from reports.formats import (
    format_money,
    format_money_range,
    format_month,
    format_number,
    format_quarters,
    format_share,
)
from reports.joining import join_clauses
from reports.sections.edition_rules import profile_label
from reports.sections.gap_descriptions import gap_sentence, no_measure_sentence
from reports.sections.roadmap.lifts import lift_text
from reports.sections.roadmap.plan_descriptions import omission_sentence
from translations import gettext as _
from translations import ngettext

Fact = tuple[str, Markup | str]
"""Term and description; an empty description is left out."""


def title_of(view: PlanView, subject: Subject) -> str:
    """Return the question of an indicator or the title of a measure; empty for an id unknown to the edition."""
    if subject.kind is SubjectKind.TARGET:
        indicator = view.edition.indicators.get(subject.id)
        return labels.question(indicator) if indicator else ""
    measure = view.edition.measure.get(subject.id)
    return _title(measure) if measure else ""


def pillar_of(view: PlanView, subject: Subject) -> Group | None:
    """Return the pillar of a subject; None for an id unknown to the edition."""
    measure = view.edition.measure.get(subject.id)
    key = measure.lifts.indicator if measure else subject.id
    return view.edition.pillar_of.get(key)


def related_subjects(view: PlanView, subject: Subject) -> tuple[Subject, ...]:
    """Return the measures of a target, or the target and the date or measure that belong to a measure or date."""
    if subject.kind is SubjectKind.TARGET:
        return tuple(
            Subject(SubjectKind.MEASURE, key)
            for key in (*view.actions, *view.unplanned)
            if view.edition.measure[key].lifts.indicator == subject.id
        )
    measure = view.edition.measure.get(subject.id)
    if measure is None:
        return ()
    other = SubjectKind.DATE if subject.kind is SubjectKind.MEASURE else SubjectKind.MEASURE
    return Subject(other, subject.id), Subject(SubjectKind.TARGET, measure.lifts.indicator)


def facts(view: PlanView, subject: Subject) -> Markup:
    """Return a description list of the known facts."""
    if not title_of(view, subject):
        return Markup("<p>{}</p>").format(_("The questionnaire knows nothing of this name."))
    of_kind = {
        SubjectKind.TARGET: _of_target,
        SubjectKind.MEASURE: _of_measure,
        SubjectKind.DATE: _of_date,
    }
    items = of_kind[subject.kind](view, subject.id)
    return Markup('<dl class="cop-subject">{}</dl>').format(
        join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, text) for name, text in items if text)
    )


def _of_target(view: PlanView, key: str) -> Iterator[Fact]:
    """Yield level, target, gap and measures of an indicator."""
    indicator, level = view.edition.indicators[key], view.assessment.level(key)
    target = target_levels(view.edition, view.assessment).get(key)
    top = view.edition.scale_of(indicator).top_level
    now = _("Not known") if level is None else _level(view, key, level)
    yield _("Stands at"), level_boxes(level, top, now, target)
    if target is not None:
        yield (
            _("Target"),
            _("{level}; {whose}").format(
                level=_level(view, key, target), whose=_target_origin(view, key)
            ),
        )
    gap = view.gaps.get(key)
    yield _("Gap"), gap_sentence(view.edition, gap) if gap else _no_gap(level)
    yield (
        _("Raised"),
        " ".join(
            _("The plan raises it to level {level}, because {measure} needs it.").format(
                level=item.to_target, measure=item.needed_by
            )
            for item in view.roadmap.raised
            if item.indicator_id == key
        ),
    )
    yield _("Measures"), _measures(view, key)
    yield (
        _("Without a measure"),
        " ".join(no_measure_sentence(step) for item, step in view.roadmap.uncovered if item == key),
    )


def _target_origin(view: PlanView, key: str) -> str:
    """Return the text for who set a target."""
    if key in view.assessment.targets:
        return _("set by the country for this question")
    if profile := target_profile(view.edition, view.assessment):
        return _("from the set of targets “{name}”").format(name=profile_label(profile))
    if DEFAULT_TARGET in view.assessment.targets:
        return _("set by the country for every question without one of its own")
    return _("as the questionnaire has it")


def _no_gap(level: int | None) -> str:
    """Return the text for an indicator without a gap."""
    if level is None:
        return _("Nobody knows yet where the country stands.")
    return _("The target is reached.")


def _measures(view: PlanView, key: str) -> Markup:
    """Return a list of the measures that lift an indicator, planned ones first; empty where there are none."""
    planned = [item for item in view.roadmap.actions if item.measure.lifts.indicator == key]
    others = [item for item in view.roadmap.unplanned if item.measure.lifts.indicator == key]
    items = [
        *((item.measure, format_quarters(item.start, item.end)) for item in planned),
        *((item.measure, _("not in the plan")) for item in others),
    ]
    if not items:
        return Markup()
    return Markup("<ul>{}</ul>").format(
        join(
            Markup("<li><strong>{}</strong> {} <span class='cop-note'>{}</span></li>").format(
                measure.id, _title(measure), when
            )
            for measure, when in items
        )
    )


def _of_measure(view: PlanView, key: str) -> Iterator[Fact]:
    """Yield effect, dates, lead, cost, phase, prerequisites and decision of a measure."""
    measure, action = view.edition.measure[key], view.actions.get(key)
    yield _("Lifts"), _lifts(view, measure, action)
    yield _("When"), _when(view, action)
    left_out = view.unplanned.get(key)
    if left_out is not None:
        yield (
            _("Not in the plan"),
            omission_sentence(view.edition, view.assessment, view.roadmap, left_out),
        )
    role = labels.content(measure.lead, "name", view.edition.role[measure.lead].name)
    yield _("Who leads"), isolate(action.lead_name if action else "") or role
    if action is not None:
        yield _("Cost"), _cost(view, action)
        yield _("Phase"), labels.phase_name(action.phase)
        yield _("Comes after"), _prerequisites(view, action)
    yield _("Decided by the country"), decision_text(view, key)


def _of_date(view: PlanView, key: str) -> Iterator[Fact]:
    """Yield effect, decision, dates, duration and schedule risk of a measure."""
    action = view.actions.get(key)
    yield _("Lifts"), _lifts(view, view.edition.measure[key], action)
    yield _("Decided by the country"), decision_text(view, key)
    if action is None:
        yield _("When"), _("The measure is not in the plan now.")
        return
    yield _("When"), _when(view, action)
    yield (
        _("How long"),
        ngettext(
            "Likely {likely} month; {low} at best, {high} at worst.",
            "Likely {likely} months; {low} at best, {high} at worst.",
            action.months.likely,
        ).format(likely=action.months.likely, low=action.months.low, high=action.months.high),
    )
    yield _("Comes after"), _prerequisites(view, action)
    share = dict(view.risk.criticality).get(key)
    if share is not None:
        yield (
            _("Sets the end"),
            _("in {share} of 5,000 simulated courses").format(share=format_share(share)),
        )
    if action.on_longest_chain:
        yield _("Longest chain"), _("A delay of this measure delays the end of the plan.")


def _lifts(view: PlanView, measure: Measure, action: Action | None) -> str:
    """Return the indicator a measure lifts and from which level to which."""
    key, lifts = measure.lifts.indicator, measure.lifts
    levels = _("from {low} to {high}").format(
        low=action.from_level if action else lifts.from_level,
        high=action.to_level if action else lifts.to_level,
    )
    return _("{indicator} {levels}: {question}").format(
        indicator=key,
        levels=lift_text(action, levels) if action else levels,
        question=labels.question(view.edition.indicators[key]),
    )


def _when(view: PlanView, action: Action | None) -> str:
    """Return the planned quarters with the likely and the safe end; empty for an unplanned measure."""
    if action is None:
        return ""
    planned = format_quarters(action.start, action.end)
    dates = view.risk.measures.get(action.measure.id)
    if dates is None:
        return planned
    return _("{planned}; likely done in {likely}, safe to promise {safe}").format(
        planned=planned, likely=format_month(dates.likely), safe=format_month(dates.safe)
    )


def _cost(view: PlanView, action: Action) -> str:
    """Return one-time and yearly cost; empty where unknown."""
    currency, cost = cost_currency(view.edition, view.assessment.plan), action.cost
    if not cost.known:
        return ""
    once = (
        _("more than {amount} once").format(amount=format_money(currency, cost.once.low))
        if cost.once.is_open
        else _("{range} once").format(range=_money(currency, cost.once.low, cost.once.high))
    )
    if not cost.yearly.high:
        return once
    return _("{once}; {range} a year from then on").format(
        once=once, range=_money(currency, cost.yearly.low, cost.yearly.high)
    )


def _money(currency: str, low: float, high: float) -> str:
    """Return an amount, or a range where the bounds differ."""
    return format_money(currency, low) if low == high else format_money_range(currency, low, high)


def _prerequisites(view: PlanView, action: Action) -> str:
    """Return the measures and conditions that come before an action."""
    actions = view.actions
    texts = [
        _("{id} (ends in {month})").format(id=key, month=format_month(actions[key].end))
        if key in actions
        else key
        for key in action.prerequisites
    ]
    texts += [_("{condition}, to be confirmed").format(condition=it) for it in action.assumptions]
    return join_clauses(texts)


def decision_text(view: PlanView, key: str) -> str:
    """Return the country's decision about a measure with its reason; empty where there is none."""
    decision = view.assessment.plan.decisions.get(key)
    if decision is None:
        return ""
    texts = join_clauses(_decisions(decision, view.assessment.plan.currency))
    reason = isolate(read_text(decision.reason)) or _("No reason is given.")
    return _("{decisions}. {reason}").format(decisions=texts, reason=reason) if texts else reason


def _decisions(decision: MeasureDecision, currency: str) -> Iterator[str]:
    """Yield each part of a decision as text."""
    if decision.choice is MeasureChoice.MUST:
        yield _("must be done")
    if decision.choice is MeasureChoice.MAY_NOT:
        yield _("must not be done")
    if decision.look_again is not None:
        yield _("put off until {month}").format(month=_month(decision.look_again))
    if decision.by is not None:
        yield _("done by the end of {month}").format(month=_month(decision.by))
    if decision.months is not None:
        yield ngettext(
            "takes {likely} month ({low} to {high})",
            "takes {likely} months ({low} to {high})",
            decision.months.likely,
        ).format(likely=decision.months.likely, low=decision.months.low, high=decision.months.high)
    for cost, text in (
        (decision.cost, _("costs {range} once")),
        (decision.yearly_cost, _("costs {range} a year")),
    ):
        if cost is not None:
            yield text.format(range=_money(currency, cost.low, cost.high))
    if decision.person_months is not None:
        yield _("{months} person-months").format(months=format_number(decision.person_months, 1))
    if decision.lead:
        yield _("{name} leads").format(name=isolate(decision.lead))
    if decision.funding:
        yield _("{name} pays").format(name=isolate(decision.funding))


def _month(month: str) -> str:
    """Format a month given as YYYY-MM."""
    return format_month(dt.date.fromisoformat(f"{month}-01"))


def _title(measure: Measure) -> str:
    """Return the translated title of a measure."""
    return labels.content(measure.id, "title", measure.title)


def _level(view: PlanView, key: str, level: int) -> str:
    """Return a level of an indicator with its name."""
    return f"{level} {labels.level_name(view.edition, view.edition.indicators[key], level)}"
