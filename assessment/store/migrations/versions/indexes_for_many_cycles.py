"""Indexes by which the reads of one assessment do not depend on the number of others."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add four indexes and replace one by a longer one; existing rows are unchanged."""
    op.create_index("ix_assessment_country_cycle", "assessment", ["country", "cycle"])
    op.create_index(
        "ix_answer_revision_assessment_id_at", "answer_revision", ["assessment_id", "at"]
    )
    op.create_index("ix_cycle_opened_former_id", "cycle_opened", ["former_id"])
    op.create_index("ix_grant_revision_country", "grant_revision", ["country"])
    op.create_index(
        "ix_audit_entry_assessment_id_action", "audit_entry", ["assessment_id", "action", "number"]
    )
    op.drop_index("ix_audit_entry_assessment_id", "audit_entry")
