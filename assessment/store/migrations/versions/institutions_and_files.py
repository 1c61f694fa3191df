"""Institutions with their indicators, settlements of answers, and evidence files."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

APPEND_ONLY = ("institutions_revision", "evidence_file")


def upgrade() -> None:
    """Add a column to answers and two tables; existing rows are unchanged."""
    op.add_column("answer_revision", sa.Column("settlement", sa.JSON))
    _create(
        "institutions_revision",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("institutions", sa.JSON, nullable=False),
        key="number",
    )
    _create(
        "evidence_file",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        key="sha256",
    )
    for table in APPEND_ONLY:
        _keep(table)


def _create(name: str, *columns: sa.Column[Any], key: str) -> None:
    """Create a table of rows of an assessment, with author and time."""
    op.create_table(
        name,
        sa.Column("assessment_id", sa.String(36), nullable=False),
        *columns,
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("assessment_id", key, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=f"fk_{name}_assessment_id"
        ),
    )


def _keep(table: str) -> None:
    """Make a table append-only; on PostgreSQL with the function of the first migration."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            f"ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER {table}_refuses_{action.lower()} BEFORE {action} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        )
