# make run   sets up a virtual environment and simulates the bundled Lecong hall, all its policies compared
# make test  installs what tests need, and runs them
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev

.PHONY: run test test-slow lint docs bench clean

run: $(STAMP)
	$(BIN)/counterline compare lecong_hall --replications 30 --workers 2

test: $(DEV_STAMP)
	$(BIN)/python -m pytest -n 2

test-slow: $(DEV_STAMP)
	$(BIN)/python -m pytest -n 2 -m slow

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(DEV_STAMP)
	$(BIN)/python docs/make_pages.py

bench: $(DEV_STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]' || echo "Peers are left out."
	$(BIN)/python -m benchmarks.run

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Counterline needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(STAMP): pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(DEV_STAMP): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) out .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
