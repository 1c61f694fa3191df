# Every target needs no preparation: the first one called creates .venv and installs system libraries.

PORT ?= 8501
WORKERS ?= 4
# Further words for pytest, such as ARGS="-k roadmap" or ARGS="-m 'not browser'", or for uv in make lock.
ARGS ?=
BIN := .venv/bin
export PYTHON

.PHONY: help run cluster demo test check lint format types audit bench messages lock release server-check clean
.DELETE_ON_ERROR:

help:
	@echo "make run      the application, on http://127.0.0.1:$(PORT) (PORT=9000 for another port)"
	@echo "make cluster  two processes with PostgreSQL and nginx, on one machine (ARGS=\"--for 60\", ARGS=\"--processes 3\")"
	@echo "make demo     the roadmap of the training country to build/xtc.pdf, without a browser"
	@echo "make test     all tests (ARGS=\"-m 'not browser'\" leaves out those that drive a browser)"
	@echo "make check    what a change must pass: format, lint, types, known vulnerabilities, tests"
	@echo "make audit    whether a vulnerability of what is pinned is known"
	@echo "make format   put every file into the house format and mend what can be mended"
	@echo "make server-check  what is missing before others reach this server"
	@echo "make bench    the measurements in docs/performance.md"
	@echo "make messages put new and changed texts into the catalogues of translations, and count and check them"
	@echo "make lock     write the lock files after a change of requirements (ARGS=--upgrade: every package anew)"
	@echo "make release  wheel, sdist, list of packages (SBOM) and their SHA-256, into build/release"
	@echo "make clean    remove what the other targets made, except .venv and data"

run: .venv/.ready
	@scripts/system-libraries.sh pango
	@exec $(BIN)/streamlit run app.py --server.port $(PORT)

cluster: .venv/.ready-dev
	@scripts/system-libraries.sh pango proxy
	@exec $(BIN)/python -m scripts.cluster $(ARGS)

demo: .venv/.ready
	@scripts/system-libraries.sh pango
	@mkdir -p build
	$(BIN)/python cli.py roadmap examples/xtc.yaml -o build/xtc.pdf

test: .venv/.ready-dev
	@scripts/system-libraries.sh pango browser poppler libreoffice node proxy
	@scripts/system-libraries.sh headless
	@scripts/openid-provider.sh
	$(BIN)/python -m pytest -n $(WORKERS) --durations=40 $(ARGS)

check: lint types audit test

lint: .venv/.ready-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: .venv/.ready-dev
	$(BIN)/mypy

audit: .venv/.ready-dev
	@$(BIN)/python -m pip check
	@$(BIN)/python scripts/audit_dependencies.py

format: .venv/.ready-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/.ready-dev
	@scripts/system-libraries.sh pango browser
	$(BIN)/python -m benchmarks

messages: .venv/.ready-dev
	@$(BIN)/python scripts/messages.py update
	@$(BIN)/python scripts/messages.py statistics
	-@$(BIN)/python scripts/messages.py lint

server-check: .venv/.ready
	@scripts/system-libraries.sh pango
	@$(BIN)/python cli.py server-check $(ARGS)

lock: .venv/.ready-dev
	@scripts/lock-requirements.sh $(ARGS)

release: .venv/.ready-dev
	@$(BIN)/python scripts/build_release.py

clean:
	rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# Stamps: the environment to run the toolkit, and with the tools for checks.
.venv/.ready: requirements.lock host/streamlit/icon_font.py
	@scripts/python-environment.sh requirements.lock
	@$(BIN)/python -m host.streamlit.icon_font
	@$(BIN)/python scripts/messages.py compile
	@touch $@

.venv/.ready-dev: .venv/.ready requirements-dev.lock
	@scripts/python-environment.sh requirements-dev.lock
	@touch $@
