"""What if: the plan with another horizon, budget, capacity or target, beside the one that stands."""

from __future__ import annotations

from typing import Any

import streamlit as st
from markupsafe import Markup

from app_pages import session
from app_pages.markup import as_markdown, table
from app_pages.plan_saving import save_plan
from assessment import Assessment, Roadmap, cost_currency, plan_roadmap, simulate
from assessment.fit import DEFAULT_TARGET
from questionnaires import Edition
from reports.formats import format_money_range, format_month, format_share
from reports.sections.plan_words import quality_sentence
from translations import gettext as _

HORIZONS = (12, 24, 36, 48, 60)


def show(
    assessment_id: str, edition: Edition, assessment: Assessment, roadmap: Roadmap, revision: int
) -> None:
    """Choose a variant, see it beside the plan that stands, keep it with a reason."""
    plan = assessment.plan
    with st.expander(_("What if?"), key="what-if"):
        st.caption(_("Nothing here is saved until you keep the variant."))
        top = max(scale.top_level for scale in edition.about.scales.values())
        target = assessment.targets.get(DEFAULT_TARGET, edition.scoring.default_target)
        targets = list(range(top + 1))
        fields: dict[str, Any] = {
            "horizon_months": st.selectbox(
                _("Horizon of the variant"),
                HORIZONS,
                HORIZONS.index(plan.horizon_months) if plan.horizon_months in HORIZONS else 2,
                format_func=lambda months: _("{count} months").format(count=months),
                key="what-if.horizon",
            ),
            "at_once": st.number_input(
                _("Measures at once in one pillar, in the variant"),
                1,
                1000,
                plan.at_once,
                key="what-if.at_once",
            ),
        }
        variant_target = st.selectbox(
            _("Target of the variant"),
            targets,
            top if target is None else min(target, top),
            key="what-if.target",
        )
        each = st.number_input(
            _("Budget of each year in the variant, {currency}").format(currency=plan.currency),
            min_value=0.0,
            value=None,
            placeholder=_("as it stands"),
            key="what-if.budget",
        )
        if each is not None:
            fields["budget_by_year"] = (each,) * (fields["horizon_months"] // 12)
        asked = {**assessment.targets, DEFAULT_TARGET: variant_target}
        if not st.toggle(_("Compare the two"), key="what-if.compare"):
            return
        variant = assessment.model_copy(
            update={"plan": plan.model_copy(update=fields), "targets": asked}
        )
        other = plan_roadmap(edition, variant)
        st.html(_table(edition, assessment, roadmap, variant, other))
        reason = st.text_area(_("Why this variant"), key="what-if.reason").strip()
        if st.button(_("Keep the variant"), key="what-if.keep"):
            change = {**fields, "targets": asked, "reason": reason}
            if not reason:
                session.note_problem(
                    "plan", "what-if", _("Not saved: say in one sentence why this variant.")
                )
            elif save_plan(
                assessment_id, edition, revision, lambda _before: change, about="what-if"
            ):
                st.rerun()
        problem = session.problem_of("plan", "what-if")
        if problem:
            st.error(as_markdown(problem))


def _table(
    edition: Edition, first: Assessment, one: Roadmap, second: Assessment, two: Roadmap
) -> Markup:
    left, right = _column(edition, first, one), _column(edition, second, two)
    return table(
        _("The plan that stands and the variant"),
        (_("What"), _("As it stands"), _("The variant")),
        [(name, text, right[name]) for name, text in left.items()],
    )


def _column(edition: Edition, assessment: Assessment, roadmap: Roadmap) -> dict[str, str]:
    risk = simulate(roadmap)
    path = roadmap.path
    score = _("{score} (surely {low})")
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
        _("Ends, safe date"): format_month(risk.end.safe) if risk.end else "–",
        _("Score at half time"): score.format(
            score=format_share(half[-1].score), low=format_share(half[-1].low)
        )
        if half
        else "–",
        _("Score at the end"): score.format(
            score=format_share(path[-1].score), low=format_share(path[-1].low)
        )
        if path
        else "–",
        _("Cost"): cost,
        _("How good it is"): quality_sentence(roadmap.schedule),
    }
