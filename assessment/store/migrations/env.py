"""Runs the migrations on the connection and in the transaction that `schema.bring_up_to_date` opened."""

from alembic import context

from assessment.store.database.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
