"""Accounts: the issuer and subject that an e-mail address belongs to, and the sign-ins with their last use."""

import sqlalchemy as sa
from alembic import op

from assessment.store.migrations.append_only import refuse_changes

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add two tables; existing grants are unchanged, and bound to the account that first signs in with their address."""
    op.create_table(
        "account_revision",
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("email", "number", name="pk_account_revision"),
    )
    op.create_index("ix_account_revision_subject", "account_revision", ["subject"])
    refuse_changes("account_revision")
    op.create_table(
        "sign_in",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("issuer", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in"),
    )
