"""Roles: each grant and revocation is a row that is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add a table; existing rows are unchanged."""
    op.create_table(
        "grant_revision",
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("country", sa.String(3), nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("institution", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("given", sa.Boolean, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint(
            "email", "country", "role", "institution", "number", name="pk_grant_revision"
        ),
    )
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER grant_revision_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON grant_revision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER grant_revision_refuses_{action.lower()} BEFORE {action} ON grant_revision "
            f"BEGIN SELECT RAISE(ABORT, 'grant_revision is append-only'); END"
        )
