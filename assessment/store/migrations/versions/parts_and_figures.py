"""Parts of answers, figures, changes of profile, and retired answers; existing rows are unchanged."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

APPEND_ONLY = ("figures_revision", "profile_revision", "retired_answer")


def upgrade() -> None:
    """Add columns to answers, and the new tables, append-only as the first ones."""
    op.add_column("answer_revision", sa.Column("details", sa.JSON))
    for name in ("override", "look_again"):
        op.add_column(
            "answer_revision", sa.Column(name, sa.Text, nullable=False, server_default="")
        )
    _create(
        "figures_revision",
        sa.Column("statistic", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("figures", sa.JSON, nullable=False),
        *_written(),
        key=("statistic", "number"),
    )
    _create(
        "profile_revision",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
        *_written(),
        key=("number",),
    )
    _create(
        "retired_answer",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("record", sa.JSON, nullable=False),
        key=("number",),
    )
    for table in APPEND_ONLY:
        _keep(table)


def _written() -> tuple[sa.Column[Any], ...]:
    """Return the columns of author and time."""
    return (
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _create(name: str, *columns: sa.Column[Any], key: tuple[str, ...]) -> None:
    """Create a table of rows of an assessment."""
    op.create_table(
        name,
        sa.Column("assessment_id", sa.String(36), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("assessment_id", *key, name=f"pk_{name}"),
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
