"""Removable persons: log entries of use seal a salted hash of the person instead of the name."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

KEPT = (
    "number", "at", "action", "assessment_id", "subject", "content", "previous", "seal", "person_hash",
)  # fmt: skip


def upgrade() -> None:
    """Add two columns and permit one change, the removal of a person with the salt; existing entries keep theirs."""
    op.add_column("audit_entry", sa.Column("salt", sa.Text, nullable=False, server_default=""))
    op.add_column(
        "audit_entry", sa.Column("person_hash", sa.String(64), nullable=False, server_default="")
    )
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_entry_is_append_only ON audit_entry")
        op.execute(
            "CREATE TRIGGER audit_entry_is_append_only BEFORE DELETE OR TRUNCATE "
            "ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            "CREATE TRIGGER audit_entry_only_forgets BEFORE UPDATE ON audit_entry FOR EACH ROW "
            f"WHEN (NOT ({_only_forgets('IS NOT DISTINCT FROM')})) EXECUTE FUNCTION refuse_change()"
        )
        return
    op.execute("DROP TRIGGER audit_entry_refuses_update")
    op.execute(
        "CREATE TRIGGER audit_entry_refuses_update BEFORE UPDATE ON audit_entry "
        f"WHEN NOT ({_only_forgets('IS')}) "
        "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END"
    )


def _only_forgets(same: str) -> str:
    """Return the SQL condition that an entry was changed only by the removal of its person."""
    alike = " AND ".join(f"NEW.{name} {same} OLD.{name}" for name in KEPT)
    return f"OLD.person_hash <> '' AND NEW.person = '' AND NEW.salt = '' AND {alike}"
