"""Tables of the store. Rows of revisions are added and never changed; triggers in the database enforce it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Double, ForeignKey, Index, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[dt.datetime]):
    """A column of times: takes any time zone and returns UTC, also in SQLite, which stores no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone can't be stored; give one in UTC")
        return value.astimezone(dt.UTC) if value is not None else None

    def process_result_value(
        self, value: dt.datetime | None, dialect: Dialect
    ) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """Base of the tables, with the same constraint names in every database."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
        }
    )


class AssessmentRow(Base):
    """One country's assessment of one edition in one cycle."""

    __tablename__ = "assessment"
    __table_args__ = (Index("ix_assessment_country_cycle", "country", "cycle"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    country: Mapped[str] = mapped_column(String(3))
    edition: Mapped[str] = mapped_column(Text)
    edition_hash: Mapped[str] = mapped_column(Text)
    cycle: Mapped[int]
    profile: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    standing: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    created_by: Mapped[str] = mapped_column(Text)


class CycleRow(Base):
    """The link of an assessment to the one it was opened from as next cycle; written with it."""

    __tablename__ = "cycle_opened"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    former_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), index=True)
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class AnswerRow(Base):
    """One revision of an institution's answer to an indicator; the newest is the current answer."""

    __tablename__ = "answer_revision"
    __table_args__ = (Index("ix_answer_revision_assessment_id_at", "assessment_id", "at"),)

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    institution: Mapped[str] = mapped_column(Text, primary_key=True)
    indicator_id: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(Text)
    level: Mapped[int | None]
    value: Mapped[float | None] = mapped_column(Double)
    reason: Mapped[str] = mapped_column(Text)
    comment: Mapped[str] = mapped_column(Text)
    evidence: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    details: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    override: Mapped[str] = mapped_column(Text, server_default="")
    look_again: Mapped[str] = mapped_column(Text, server_default="")
    settlement: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class SettingsRow(Base):
    """One revision of an assessment's targets and plan settings."""

    __tablename__ = "settings_revision"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    targets: Mapped[dict[str, int]] = mapped_column(JSON)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class FiguresRow(Base):
    """One revision of all figures of a statistic; the newest are the current ones."""

    __tablename__ = "figures_revision"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    statistic: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    figures: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class ProfileRow(Base):
    """One change of an assessment's profile; before the first, `AssessmentRow.profile` is valid."""

    __tablename__ = "profile_revision"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    profile: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class RetiredRow(Base):
    """An answer to an indicator of an earlier edition, written with its assessment."""

    __tablename__ = "retired_answer"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    record: Mapped[dict[str, Any]] = mapped_column(JSON)


class InstitutionsRow(Base):
    """One revision of the list of institutions with the indicators assigned to each."""

    __tablename__ = "institutions_revision"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    institutions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class FileRow(Base):
    """A file uploaded to an assessment as evidence; access to the content requires this row."""

    __tablename__ = "evidence_file"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class SnapshotRow(Base):
    """An assessment as it was submitted, agreed or published: canonical JSON, by its SHA-256."""

    __tablename__ = "snapshot"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    edition_hash: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class TransitionRow(Base):
    """One applied transition; the newest gives the state, before the first `AssessmentRow.state`."""

    __tablename__ = "step_taken"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    questioned: Mapped[list[str]] = mapped_column(JSON)
    snapshot: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class PublicationRow(Base):
    """One decision about what is public; the newest is valid. Without parts it is a retraction."""

    __tablename__ = "publication_revision"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    parts: Mapped[list[str]] = mapped_column(JSON)
    snapshot: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class ConsentRow(Base):
    """One decision to be counted in comparisons, for the publication with this number; the newest is valid."""

    __tablename__ = "consent_revision"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    publication: Mapped[int]
    given: Mapped[bool]
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class GrantRow(Base):
    """One grant (`given`) or revocation of a role for an e-mail address in a country; the newest is valid."""

    __tablename__ = "grant_revision"
    __table_args__ = (Index("ix_grant_revision_country", "country"),)

    email: Mapped[str] = mapped_column(Text, primary_key=True)
    country: Mapped[str] = mapped_column(String(3), primary_key=True)
    role: Mapped[str] = mapped_column(Text, primary_key=True)
    institution: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    given: Mapped[bool]
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class AccountRow(Base):
    """One binding of an e-mail address to an account of a provider; the newest is valid, without `subject` it is none."""

    __tablename__ = "account_revision"

    email: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    issuer: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text, index=True)
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class SignInRow(Base):
    """One sign-in, with its last use and end; changed in place, and deleted when it is old. Not part of the log's check."""

    __tablename__ = "sign_in"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    issuer: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    since: Mapped[dt.datetime] = mapped_column(UtcTime)
    used_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    ended_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)


class RemarkRow(Base):
    """One remark on an indicator's answer in the review."""

    __tablename__ = "remark"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    indicator_id: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    level: Mapped[int | None]
    self_level: Mapped[int | None]
    answer: Mapped[int]
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class PlanRemarkRow(Base):
    """One remark on a target, a measure, a date or the whole plan in the review of the plan."""

    __tablename__ = "plan_remark"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    plan: Mapped[str] = mapped_column(String(64))
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class InvitationRow(Base):
    """One event of the invitation of an institution, or of all: `assessment.workflow.invitations`."""

    __tablename__ = "invitation_event"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    institution: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class DiscussionRow(Base):
    """One message under a question, before the answers are handed in."""

    __tablename__ = "discussion_message"

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    indicator_id: Mapped[str] = mapped_column(Text, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    institution: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    author: Mapped[str] = mapped_column(Text)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)


class AuditRow(Base):
    """One entry of the audit log, sealed with the hash of the previous one (`assessment.audit_chain`)."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_assessment_id_action", "assessment_id", "action", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)
    person: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    assessment_id: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    seal: Mapped[str] = mapped_column(String(64))
    salt: Mapped[str] = mapped_column(Text, server_default="")
    person_hash: Mapped[str] = mapped_column(String(64), server_default="")


class AuditHeadRow(Base):
    """Number and seal of the last log entry: one row, which every writer locks."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    seal: Mapped[str] = mapped_column(String(64))
