"""Messages between institutions and coordinator under a question, before the answers are handed in."""

import sqlalchemy as sa
from alembic import op

from assessment.store.migrations.append_only import refuse_changes

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add one table; existing rows are unchanged."""
    op.create_table(
        "discussion_message",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("indicator_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("institution", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "assessment_id", "indicator_id", "number", name="pk_discussion_message"
        ),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_discussion_message_assessment_id"
        ),
    )
    refuse_changes("discussion_message")
