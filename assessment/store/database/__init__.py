"""The database below the store: engine, tables, schema migration, errors."""
