"""Remarks of an expert and a country on each answer."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add one table; existing rows are unchanged."""
    op.create_table(
        "remark",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("indicator_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=True),
        sa.Column("self_level", sa.Integer, nullable=True),
        sa.Column("answer", sa.Integer, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", "indicator_id", "number", name="pk_remark"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_remark_assessment_id"
        ),
    )
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER remark_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON remark FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER remark_refuses_{action.lower()} BEFORE {action} ON remark "
            "BEGIN SELECT RAISE(ABORT, 'remark is append-only'); END"
        )
