"""Audit log, chained by hash."""

import datetime as dt
import json

import sqlalchemy as sa
from alembic import op

from assessment.audit_chain import FIRST_SEAL, AuditAction, seal_of

revision = "0004"
down_revision = "0003"

LOGGED = (
    "assessment",
    "answer_revision",
    "figures_revision",
    "settings_revision",
    "profile_revision",
    "institutions_revision",
    "evidence_file",
    "retired_answer",
)


def upgrade() -> None:
    """Add two tables; a first entry counts the rows that exist already. Existing rows are unchanged."""
    entry = op.create_table(
        "audit_entry",
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("assessment_id", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_audit_entry"),
    )
    op.create_index("ix_audit_entry_assessment_id", "audit_entry", ["assessment_id"])
    head = op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit_head"),
    )
    at = dt.datetime.now(dt.UTC)
    connection = op.get_bind()
    counts = {
        name: connection.execute(
            sa.select(sa.func.count()).select_from(sa.table(name))
        ).scalar_one()
        for name in LOGGED
    }
    number, seal = 0, FIRST_SEAL
    if any(counts.values()):
        number, subject = 1, json.dumps(counts)
        seal = seal_of(number, at, "", AuditAction.LOG_BEGUN, "", subject, "", FIRST_SEAL)
        op.bulk_insert(
            entry,
            [
                {
                    "number": number,
                    "at": at,
                    "person": "",
                    "action": AuditAction.LOG_BEGUN.value,
                    "assessment_id": "",
                    "subject": subject,
                    "content": "",
                    "previous": FIRST_SEAL,
                    "seal": seal,
                }
            ],
        )
    op.bulk_insert(head, [{"id": 1, "number": number, "seal": seal}])
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
            "ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_entry_refuses_{action.lower()} BEFORE {action} ON audit_entry "
            f"BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END"
        )
