"""Remarks of an expert and a country on targets, measures, dates and the plan."""

import sqlalchemy as sa
from alembic import op

from assessment.store.migrations.append_only import refuse_changes

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add one table; existing rows are unchanged."""
    op.create_table(
        "plan_remark",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("plan", sa.String(64), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", "subject", "number", name="pk_plan_remark"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_plan_remark_assessment_id"
        ),
    )
    refuse_changes("plan_remark")
