"""Links between an assessment and its next cycle."""

import sqlalchemy as sa
from alembic import op

from assessment.store.migrations.append_only import refuse_changes

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add one table; existing rows are unchanged."""
    op.create_table(
        "cycle_opened",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("former_id", sa.String(36), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", name="pk_cycle_opened"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_cycle_opened_assessment_id"
        ),
        sa.ForeignKeyConstraint(["former_id"], ["assessment.id"], name="fk_cycle_opened_former_id"),
    )
    refuse_changes("cycle_opened")
