"""Decisions of a country to be counted, without name, in comparisons of published profiles."""

import sqlalchemy as sa
from alembic import op

from assessment.store.migrations.append_only import refuse_changes

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add one table; existing rows are unchanged, and no country is counted without a decision."""
    op.create_table(
        "consent_revision",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("publication", sa.Integer, nullable=False),
        sa.Column("given", sa.Boolean, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", "number", name="pk_consent_revision"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_consent_revision_assessment_id"
        ),
    )
    refuse_changes("consent_revision")
