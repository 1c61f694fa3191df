"""Scenario of the plan with another horizon, budget, capacity or target, compared with the stored plan."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from app_pages.roadmap import scenario_difference, scenario_form, score_path_chart, timeline
from app_pages.roadmap.saving import save_plan
from app_pages.shell import charts, layout
from app_pages.shell.forms import kept_text, messages
from app_pages.shell.markup import table, titled_list
from app_pages.shell.navigation.code_links import show_html
from assessment import (
    Assessment,
    PathPoint,
    Roadmap,
    ScheduleRisk,
    cost_currency,
    estimate_schedule,
    plan_roadmap,
    simulate,
)
from assessment.values.characters import read_text
from questionnaires import Edition
from reports.formats import format_money_range, format_month, format_share
from reports.sections.roadmap.emphasis import count_text
from reports.sections.roadmap.plan_descriptions import conflict_sentence, quality_sentence
from translations import gettext as _
from translations import ngettext


def show(
    assessment_id: str,
    edition: Edition,
    assessment: Assessment,
    roadmap: Roadmap,
    revision: int,
    *,
    may_save: bool,
) -> None:
    """Draw the scenario form, the comparison and, where `may_save`, the button that stores the scenario."""
    layout.show_title(_("A variant of the plan"))
    with st.container(key="what-if"):
        _scenario(assessment_id, edition, assessment, roadmap, revision, may_save=may_save)


@layout.fragment
def _scenario(
    assessment_id: str,
    edition: Edition,
    assessment: Assessment,
    roadmap: Roadmap,
    revision: int,
    *,
    may_save: bool,
) -> None:
    """Draw the content of the expander as a fragment, so that a field change does not rerun the page."""
    st.caption(_("Change what you like and compare. Nothing is saved until you keep the variant."))
    problems: list[str] = []
    fields = scenario_form.show(edition, assessment, roadmap, problems)
    if not st.toggle(_("Compare the two"), key="what-if.compare") or problems:
        return
    targets = fields.pop("targets")
    variant = assessment.model_copy(
        update={"plan": assessment.plan.model_copy(update=fields), "targets": targets}
    )
    with st.spinner(_estimate_text(edition, variant)):
        variant_roadmap = plan_roadmap(edition, variant)
        risks = simulate(roadmap), simulate(variant_roadmap)
    _compare(edition, assessment, roadmap, variant, variant_roadmap, risks)
    if not may_save:
        return
    kept_text.keep(kept_text.KeptText("what-if.reason", "what-if.reason", ""))
    reason = read_text(st.text_area(_("Why this variant"), key="what-if.reason"))
    if st.button(_("Keep the variant"), key="what-if.keep"):
        changes = {**fields, "targets": targets, "reason": reason}
        if not reason:
            messages.report(
                "plan", "what-if", problem=_("Not saved: say in one sentence why this variant.")
            )
        elif save_plan(
            assessment_id,
            edition,
            revision,
            lambda _before: changes,
            about="what-if",
            done=_("Stored."),
        ):
            kept_text.done("what-if.reason", reason)
            st.rerun()
    messages.show("plan", "what-if")


def _estimate_text(edition: Edition, variant: Assessment) -> str:
    """Return the text to show while the variant is planned, with a first estimate of it, which takes tenths of a second."""
    estimate = plan_roadmap(edition, variant, scheduler=estimate_schedule)
    return _(
        "Planning the variant; this takes some seconds. A first estimate: dangers closed {dangers}, score {score}."
    ).format(
        dangers=count_text(len(estimate.dangers.closed), estimate.dangers.total),
        score=_score(estimate.path[-1]) if estimate.path else "–",
    )


def _compare(
    edition: Edition,
    assessment: Assessment,
    roadmap: Roadmap,
    variant: Assessment,
    variant_roadmap: Roadmap,
    risks: tuple[ScheduleRisk, ScheduleRisk],
) -> None:
    """Draw conflicts, key figures, score paths, time lines and differences of the two plans."""
    if variant_roadmap.conflicts:
        show_html(
            titled_list(
                _("Not every wish can be met in the variant"),
                (
                    conflict_sentence(edition, variant, variant_roadmap, item)
                    for item in variant_roadmap.conflicts
                ),
            )
        )
    left = _column(edition, assessment, roadmap, risks[0])
    right = _column(edition, variant, variant_roadmap, risks[1])
    show_html(
        table(
            _("The plan that stands and the variant"),
            (_("What"), _("As it stands"), _("The variant")),
            [(name, text, right[name]) for name, text in left.items()],
        )
    )
    st.html(Markup("<h3>{}</h3>").format(_("Where the score goes")))
    st.plotly_chart(
        score_path_chart.score_paths(roadmap, variant_roadmap, edition),
        theme=None,
        config=charts.STATIC_CONFIG,
        key="what-if.paths",
        alt=score_path_chart.score_paths_text(roadmap, variant_roadmap, edition),
    )
    quarters = max(roadmap.quarters, variant_roadmap.quarters)
    for column, name, plan in zip(
        st.columns(2),
        (_("As it stands"), _("The variant")),
        (roadmap, variant_roadmap),
        strict=True,
    ):
        with column:
            st.html(Markup("<h3>{}</h3>").format(name))
            st.plotly_chart(
                timeline.chart(plan, edition, quarters=quarters),
                theme=None,
                config=charts.STATIC_CONFIG,
                key=f"what-if.timeline.{name}",
                alt=ngettext(
                    "{name}: time line of {count} measure.",
                    "{name}: time line of {count} measures.",
                    len(plan.actions),
                ).format(name=name, count=len(plan.actions)),
            )
    show_html(scenario_difference.render(roadmap, variant_roadmap))


def _column(
    edition: Edition, assessment: Assessment, roadmap: Roadmap, risk: ScheduleRisk
) -> dict[str, str]:
    """Return the key figures of a plan by name."""
    path = roadmap.path
    cost = format_money_range(
        cost_currency(edition, assessment.plan),
        sum(year.low for year in roadmap.costs),
        sum(year.high for year in roadmap.costs),
    )
    half = [point for point in path if point.quarter + 1 <= roadmap.quarters / 2]
    return {
        _("Measures planned"): str(len(roadmap.actions)),
        _("Measures left out"): str(len(roadmap.unplanned)),
        _("Ends, as planned"): format_month(risk.end.planned) if risk.end else "–",
        _("Ends, likely date"): format_month(risk.end.likely) if risk.end else "–",
        _("Ends, safe date"): format_month(risk.end.safe) if risk.end else "–",
        _("Score at half time"): _score(half[-1]) if half else "–",
        _("Dangers closed"): count_text(len(roadmap.dangers.closed), roadmap.dangers.total),
        _("Score at the end"): _score(path[-1]) if path else "–",
        _("Cost"): cost,
        _("How good it is"): quality_sentence(roadmap.schedule),
    }


def _score(point: PathPoint) -> str:
    """Return the score with its lower bound; only the bound where coverage is too low for a score."""
    text = _("{score}, at least {low}") if point.score is not None else _("at least {low}")
    return text.format(score=format_share(point.score), low=format_share(point.low))
