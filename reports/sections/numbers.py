"""Explanation of each score: rule, values and weights of its parts, parts left out, result and bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessment import AnswerStatus, Assessment, AssessmentScore, NodeScore, PartKind, Trace
from assessment.scoring.aggregation import aggregate
from assessment.scoring.trace import TracePart
from questionnaires import Aggregation, Edition, Group, Indicator
from questionnaires.labels import edition_text
from reports.analysis import Analysis
from reports.formats import DASH, Formats, format_number, format_share
from reports.joining import listed
from reports.sections.labels import answer_text, named_question
from translations import gettext as _
from translations import ngettext


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One part of a score: an indicator with its level, or a group with its bounds. Empty fields are not printed."""

    code: str
    name: str
    level: str
    value: str
    weight: str
    share: str
    low: str
    high: str

    @property
    def summary(self) -> str:
        """The numbers as one text, such as `2 Set up: value 50, weight 1, share 5.56`."""
        patterns = {
            (True, True): _("value {value}, weight {weight}, share {share}"),
            (True, False): _("value {value}, weight {weight}"),
            (False, False): _("no score, weight {weight}"),
        }
        text = patterns[bool(self.value), bool(self.share)].format(
            value=self.value, weight=self.weight, share=self.share
        )
        if self.low:
            text = _("{numbers}, between {low} and {high}").format(
                numbers=text, low=self.low, high=self.high
            )
        return (
            _("{level}: {numbers}").format(level=self.level, numbers=text) if self.level else text
        )


@dataclass(frozen=True, slots=True)
class Number:
    """Explanation of one score; `is_short` where another score prints the same questions in full."""

    id: str
    title: str
    score: str
    rule: str
    rows: tuple[NumberRow, ...]
    left_out: tuple[str, ...]
    result: tuple[str, ...]
    bounds: tuple[str, ...]
    is_short: bool


@dataclass(frozen=True, slots=True)
class _Context:
    """Edition and assessment of the scores, with their formats."""

    edition: Edition
    assessment: Assessment
    formats: Formats

    def precise(self, value: float) -> str:
        return self.formats.precise(value)


def numbers(analysis: Analysis) -> tuple[Number, ...]:
    """Explanations of all scores that the document shows, the overall one first."""
    return tuple(
        number_of(analysis.edition, analysis.assessment, node)
        for node in shown_nodes(analysis.edition, analysis.scores)
    )


def shown_nodes(edition: Edition, scores: AssessmentScore) -> tuple[NodeScore, ...]:
    """The scores that screens and documents show: overall and groups, invitations, views."""
    groups = (node for node in scores.overall.walk() if node.kind in ("overall", "group"))
    invited = (node for node in scores.clauses if edition.clause[node.id].kind == "invitation")
    return (*groups, *invited, *scores.views)


def number_of(edition: Edition, assessment: Assessment, node: NodeScore) -> Number:
    """Explanation of the score of a group, a clause, a view or the whole.

    Raises ValueError for a node without a trace.
    """
    context = _Context(edition, assessment, Formats(edition))
    trace = node.trace
    if trace is None:
        raise ValueError(node.id)
    return Number(
        id=node.id,
        title=node_title(edition, node),
        score=context.formats.score(node.score),
        rule=_rule(node, trace),
        rows=tuple(_rows(context, node, trace)),
        left_out=tuple(_left_out(context, node, trace)),
        result=tuple(_result(context, node, trace)),
        bounds=tuple(_bounds(context, node, trace)),
        is_short=node.kind in ("clause", "view"),
    )


def node_title(edition: Edition, node: NodeScore) -> str:
    """The name of a score: of the whole, a pillar or group, a clause, a view or an indicator."""
    match node.kind:
        case "overall":
            return edition_text(node.id, "name", edition.about.overall.name)
        case "clause":
            title = edition_text(node.id, "title", edition.clause[node.id].title)
            return _("{code} {title}").format(code=node.id, title=title) if title else node.id
        case "view":
            return edition_text(node.id, "name", edition.view[node.id].name)
        case "indicator":
            return edition_text(node.id, "question", edition.indicators[node.id].question)
        case _:
            return edition_text(node.id, "name", _group(edition, node.id).name)


def _group(edition: Edition, group_id: str) -> Group:
    groups = (group for pillar in edition.pillars for group in pillar.walk_groups())
    return next(group for group in groups if group.id == group_id)


def _rule(node: NodeScore, trace: Trace) -> str:
    """`The mean of 9 of 15 indicators, each counting the same.`"""
    counted = [part for part in trace.parts if part.value is not None]
    if not counted and node.answered:
        return _("No part has a score of its own yet, so there is none for the whole.")
    if not counted:
        return _("Nothing here has a value yet, so there is no score.")
    total = len(trace.parts)
    text = _patterns(node, total).format(
        rule=_rule_name(trace.rule), counted=len(counted), total=total
    )
    if trace.rule in ("minimum", "maximum"):
        return _("{what}.").format(what=text)
    if len({part.weight for part in trace.parts}) == 1:
        return _("{what}, each counting the same.").format(what=text)
    return _("{what}, each counting by its weight.").format(what=text)


def _patterns(node: NodeScore, total: int) -> str:
    if all(child.kind == "indicator" for child in node.children):
        return ngettext(
            "{rule} of {counted} of {total} indicator",
            "{rule} of {counted} of {total} indicators",
            total,
        )
    if node.kind == "overall":
        return ngettext(
            "{rule} of {counted} of {total} pillar", "{rule} of {counted} of {total} pillars", total
        )
    return ngettext(
        "{rule} of {counted} of {total} part", "{rule} of {counted} of {total} parts", total
    )


def _rule_name(rule: Aggregation) -> str:
    match rule:
        case "arithmetic_mean":
            return _("The mean")
        case "geometric_mean":
            return _("The geometric mean")
        case "harmonic_mean":
            return _("The harmonic mean")
        case "sum":
            return _("The sum")
        case "minimum":
            return _("The lowest")
        case "maximum":
            return _("The highest")


def _rows(context: _Context, node: NodeScore, trace: Trace) -> Iterator[NumberRow]:
    """Rows of the counted parts, and of every group: its bounds count even without a score."""
    total = sum(part.weight for part in trace.parts if part.value is not None)
    for part, child in zip(trace.parts, node.children, strict=True):
        if child.kind == "indicator":
            if part.value is not None:
                yield _indicator_row(context, part, trace, total)
        elif part.low is not None:
            yield _group_row(context, part, child, trace, total)


def _indicator_row(context: _Context, part: TracePart, trace: Trace, total: float) -> NumberRow:
    indicator = context.edition.indicators[part.id]
    return NumberRow(
        code=part.id,
        name=edition_text(part.id, "question", indicator.question),
        level=answer_text(context.edition, indicator, context.assessment.answer(part.id)),
        value=context.precise(part.value or 0.0),
        weight=_weight(part.weight),
        share=_share(context, part, trace, total),
        low="",
        high="",
    )


def _group_row(
    context: _Context, part: TracePart, child: NodeScore, trace: Trace, total: float
) -> NumberRow:
    group = _group(context.edition, part.id)
    return NumberRow(
        code=group.letter,
        name=edition_text(group.id, "name", group.name),
        level="",
        value="" if part.value is None else context.precise(part.value),
        weight=_weight(part.weight),
        share=_share(context, part, trace, total),
        low=DASH if child.low is None else context.precise(child.low),
        high=DASH if child.high is None else context.precise(child.high),
    )


def _weight(weight: float) -> str:
    return format_number(weight, 3)


def _share(context: _Context, part: TracePart, trace: Trace, total: float) -> str:
    """The contribution of a part to the result; empty under a rule that is not additive."""
    if part.value is None:
        return ""
    if trace.rule == "arithmetic_mean":
        return context.precise(part.weight * part.value / total)
    return context.precise(part.weight * part.value) if trace.rule == "sum" else ""


def _left_out(context: _Context, node: NodeScore, trace: Trace) -> Iterator[str]:
    """Sentences on the parts left out or counted as 0, by reason."""
    missing = [part for part in trace.parts if part.kind is not PartKind.COUNTED]
    for kind in (PartKind.LEFT_OUT, PartKind.COUNTED_AS_ZERO):
        for state in dict.fromkeys(part.state for part in missing):
            parts = [part for part in missing if part.kind is kind and part.state == state]
            if parts:
                codes = listed(_name_and_weight(context, part) for part in parts)
                yield _reason(state, kind, len(parts)).format(number=len(parts), codes=codes)
    unscored = [item.id for item in _unscored(context, node)]
    if unscored:
        yield _("Asked and shown, but no part of a score: {codes}.").format(
            codes=listed(named_question(context.edition, key) for key in unscored)
        )


def _name_and_weight(context: _Context, part: TracePart) -> str:
    if part.state != "group":
        name = named_question(context.edition, part.id)
    else:
        name = edition_text(part.id, "name", _group(context.edition, part.id).name)
    if part.weight == 1:
        return name
    return _("{code} (weight {weight})").format(code=name, weight=_weight(part.weight))


def _reason(state: str, kind: PartKind, number: int) -> str:
    if kind is PartKind.COUNTED_AS_ZERO:
        return ngettext(
            "{number} has no value and counts 0: {codes}.",
            "{number} have no value and count 0: {codes}.",
            number,
        )
    match state:
        case AnswerStatus.DONT_KNOW:
            return ngettext(
                "{number} is answered “don’t know” and stays out: {codes}.",
                "{number} are answered “don’t know” and stay out: {codes}.",
                number,
            )
        case AnswerStatus.NOT_APPLICABLE:
            return ngettext(
                "{number} is not applicable and takes no part, in the bounds neither: {codes}.",
                "{number} are not applicable and take no part, in the bounds neither: {codes}.",
                number,
            )
        case AnswerStatus.OUTSIDE_MANDATE:
            return ngettext(
                "{number} is outside the mandate of those asked and stays out: {codes}.",
                "{number} are outside the mandate of those asked and stay out: {codes}.",
                number,
            )
        case AnswerStatus.NOT_COLLECTED:
            return ngettext(
                "{number} is not collected and stays out: {codes}.",
                "{number} are not collected and stay out: {codes}.",
                number,
            )
        case "group":
            return ngettext(
                "{number} has too few answers for a score of its own and stays out: {codes}.",
                "{number} have too few answers for a score of their own and stay out: {codes}.",
                number,
            )
        case _:
            return ngettext(
                "{number} is not answered and stays out: {codes}.",
                "{number} are not answered and stay out: {codes}.",
                number,
            )


def _unscored(context: _Context, node: NodeScore) -> Iterator[Indicator]:
    edition = context.edition
    requested = set(edition.profile_indicators(context.assessment.profile))
    match node.kind:
        case "group":
            indicators = _group(edition, node.id).indicators
        case "clause":
            indicators = edition.indicators_of_clause[node.id]
        case "view":
            indicators = tuple(edition.indicators[key] for key in edition.view[node.id].indicators)
        case _:
            indicators = ()
    return (item for item in indicators if not item.scored and item.id in requested)


def _result(context: _Context, node: NodeScore, trace: Trace) -> Iterator[str]:
    """Sentences on the result, its cap, and the coverage needed to show it."""
    if trace.result is None:
        return
    shown = node.score is not None
    patterns = {
        (True, True): _("The shares add up to {result}, shown as {score}."),
        (True, False): _("The shares add up to {result}."),
        (False, True): _("The result is {result}, shown as {score}."),
        (False, False): _("The result is {result}."),
    }
    adds_up = trace.rule in ("arithmetic_mean", "sum") and trace.cap is None
    yield patterns[adds_up, shown].format(
        result=context.precise(trace.result), score=context.formats.score(node.score)
    )
    if trace.cap is not None:
        yield _(
            "It is at most {cap} while something indispensable stands at its lowest level: {codes}."
        ).format(cap=context.precise(trace.cap), codes=listed(trace.capped_by))
    coverage, minimum = format_share(trace.coverage), format_share(trace.minimum_coverage)
    if not shown:
        yield _(
            "It is not shown as a score: {coverage} of the weight is answered, and {minimum} is needed."
        ).format(coverage=coverage, minimum=minimum)
    elif trace.coverage < 1 and trace.minimum_coverage:
        yield _("{coverage} of the weight is answered; {minimum} is needed for a score.").format(
            coverage=coverage, minimum=minimum
        )


def _bounds(context: _Context, node: NodeScore, trace: Trace) -> Iterator[str]:
    """Sentences on the bounds of the score."""
    if node.low is None or node.high is None:
        yield _("Nothing asked here is applicable, so there are no bounds.")
        return
    if all(part.low == part.value == part.high for part in trace.parts):
        yield _("Nothing is missing, so it can be neither lower nor higher.")
        return
    low, high = (_end(trace, end) for end in ("low", "high"))
    numbers = {
        "low": context.precise(node.low if low is None else low),
        "high": context.precise(node.high if high is None else high),
        "range": context.formats.score_range(node.low, node.high),
    }
    if any(child.kind != "indicator" for child in node.children):
        text = _(
            "With the lower end of each part it would be {low}, with the upper end {high}. "
            "So it can lie at {range}."
        )
    else:
        text = _(
            "With all that is missing at its lowest level ({lowest}) it would be {low}, at its highest ({highest}) "
            "{high}. So it can lie at {range}."
        )
        missing = [part for part in trace.parts if part.value is None and part.low is not None]
        ends = ((part.low or 0.0 for part in missing), (part.high or 0.0 for part in missing))
        lowest, highest = (
            listed(sorted({context.precise(value) for value in each})) for each in ends
        )
        numbers |= {"lowest": lowest, "highest": highest}
    yield text.format(**numbers)
    if node.low != low or node.high != high:
        yield _("The bounds are widened where needed, so that the score lies between them.")


def _end(trace: Trace, end: str) -> float | None:
    """One bound before widening: the rule applied to that end of each part, capped."""
    ends = ((part.weight, getattr(part, end)) for part in trace.parts)
    value = aggregate(trace.rule, [(weight, value) for weight, value in ends if value is not None])
    cap = trace.low_cap if end == "low" else trace.high_cap
    return value if value is None or cap is None else min(value, cap)
