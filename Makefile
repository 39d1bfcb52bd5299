# Two commands do all: `make demo` shows what sheetsales does, `make test` proves that it works.
# Both make their own environment in .venv with Python 3.11 or newer; nothing else is touched.

# The first Python that runs and is new enough; set PYTHON=/path/to/python to choose another.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14 python; do \
  "$$p" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check

.PHONY: demo test lint docs site bench clean help

help:
	@echo "make demo   make sample workbooks in demo/, check them, make their monthly report"
	@echo "make test   run all tests"
	@echo "make lint   style, types and import contracts"
	@echo "make docs   build templates, samples and generated docs again"
	@echo "make site   the handbook as a site in build/site, its links checked"

$(READY): pyproject.toml
	@test -n "$(PYTHON)" || { echo "sheetsales needs Python 3.11 or newer: make demo PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Making a Python environment in $(VENV) (once, about a minute) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --upgrade pip 2>/dev/null
	@$(PIP) install -e ".[dev]"
	@touch $(READY)

demo: $(READY)
	@rm -rf demo
	@$(BIN)/python -m sheetsales demo demo

test: $(READY)
	@$(BIN)/python -m pytest

lint: $(READY)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

docs: $(READY)
	@$(BIN)/python -m scripts.build_docs

site: $(READY)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict

bench: $(READY)
	@$(BIN)/python -m benchmarks.whole_job

clean:
	@rm -rf demo .pytest_cache .mypy_cache .ruff_cache .coverage*
