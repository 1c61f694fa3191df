"""Run the migrations on the connection and in the transaction opened by `database.migrate.upgrade_tables`."""

from alembic import context

from assessment.store.database.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
