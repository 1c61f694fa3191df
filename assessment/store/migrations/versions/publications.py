"""Decisions of a country to publish, and retractions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add a table; existing rows are unchanged, and nothing is public without a decision."""
    op.create_table(
        "publication_revision",
        sa.Column("assessment_id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("parts", sa.JSON, nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", "number", name="pk_publication_revision"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name="fk_publication_revision_assessment_id"
        ),
    )
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER publication_revision_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON publication_revision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER publication_revision_refuses_{action.lower()} BEFORE {action} "
            "ON publication_revision "
            "BEGIN SELECT RAISE(ABORT, 'publication_revision is append-only'); END"
        )
