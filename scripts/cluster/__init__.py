"""Several processes of the application with PostgreSQL and a proxy on one machine; for trying out, tests and benchmarks."""
