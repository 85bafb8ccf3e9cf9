# make run          sets up a virtual environment and simulates the bundled Lecong hall, all its policies compared
# make test         installs what tests need, and runs them
# make test-newest  runs them on the newest versions that pyproject.toml allows; make test-oldest on the oldest
# make lock         writes the exact versions of requirements.txt and requirements-dev.txt anew
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
DEV_STAMP := $(VENV)/.installed-dev
PIP := -m pip install --quiet --disable-pip-version-check --no-compile
# by all processors, where pip would do it with one; a package may have files that are no Python of this version
COMPILED = $(BIN)/python -m compileall -q -j 0 $(VENV)/lib > $(VENV)/compiled.log || true
# What the lock has already is all that building needs, so nothing else is fetched.
ITSELF := $(PIP) --no-deps --no-build-isolation -e .
# One version of each package for every Python and system, so that what is tested here is what runs there.
COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-annotate --custom-compile-command "make lock" --upgrade --group pyproject.toml:build pyproject.toml

# Tests start hundreds of processes: each would compile all modules anew.
unexport PYTHONDONTWRITEBYTECODE

# Files stay together, and those that take longest go first (tests/conftest.py), so that no process is left alone with one.
SIDE_BY_SIDE := -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: run test test-slow test-newest test-oldest loops lint docs bench lock clean

run: $(STAMP)
	$(BIN)/counterline compare lecong_hall --replications 30 --workers 2

test: loops
	$(BIN)/python -m pytest $(SIDE_BY_SIDE)

test-slow: loops
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) -m slow

# once, before several processes would compile the same
loops: $(DEV_STAMP)
	$(BIN)/python -m tests.compile_loops

test-newest: RESOLUTION := highest
test-oldest: RESOLUTION := lowest-direct
# Old libraries call what the newer ones below them, which have no bounds, call otherwise by now.
test-oldest: WARNINGS := -W ignore::DeprecationWarning
test-newest test-oldest: test-%:
	rm -rf .venv-$*
	$(PYTHON) -m venv .venv-$*
	.venv-$*/bin/python $(PIP) uv
	.venv-$*/bin/uv pip install --quiet --compile-bytecode --python .venv-$*/bin/python --resolution $(RESOLUTION) -e '.[dev]'
	.venv-$*/bin/python -m pytest $(SIDE_BY_SIDE) $(WARNINGS)

lint: $(DEV_STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(DEV_STAMP)
	$(BIN)/python docs/make_pages.py

bench: $(DEV_STAMP)
	$(BIN)/python $(PIP) -e '.[bench]' || echo "Peers are left out."
	$(BIN)/python -m benchmarks.run

lock: $(VENV)/bin/python
	$(BIN)/python $(PIP) uv
	$(COMPILE) -o requirements.txt
	$(COMPILE) --extra dev -c requirements.txt -o requirements-dev.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Counterline needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(STAMP): pyproject.toml requirements.txt $(VENV)/bin/python
	$(BIN)/python $(PIP) -r requirements.txt
	$(BIN)/python $(ITSELF)
	$(COMPILED)
	touch $@

# requirements-dev.txt has all that requirements.txt has
$(DEV_STAMP): pyproject.toml requirements-dev.txt $(VENV)/bin/python
	$(BIN)/python $(PIP) -r requirements-dev.txt
	$(BIN)/python $(ITSELF)
	$(COMPILED)
	touch $(STAMP) $@

clean:
	rm -rf $(VENV) .venv-newest .venv-oldest out .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
