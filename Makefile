# `make report` and `make test` need nothing but python3 (3.11 or newer, with venv and pip).

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
POLICY := spec/prioritizing-safety
PAGE := out/prioritizing-safety.html
SIZES ?= 10 100 1000
PYTEST ?=
MINUTES ?= 60

.PHONY: report test coverage versions lint grammar bench sampling fuzz soak snapshots clean

report: .venv/installed
	@mkdir -p $(dir $(PAGE))
	@$(BIN)/antinomy report $(POLICY) -o $(PAGE)

# `make test PYTEST=--cov` runs the tests with an option of pytest.
test: .venv/installed-dev
	$(BIN)/python -m pytest -n auto --dist worksteal $(PYTEST)

# How much of each room the tests run; fails where a room has less than is asked of it.
coverage: .venv/installed-dev
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=
	$(BIN)/python -m tests.bench.coverage

# All tests under each supported Python that is installed, in environments that are thrown away.
versions:
	bash .ci/versions tests

# Format, lint, types, layers.
lint: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

# What is written from grammar/policy.lark: the kinds of line, and the table in the reference.
grammar: .venv/installed-dev
	$(BIN)/python -m tests.language.from_grammar kinds
	$(BIN)/python -m tests.language.from_grammar reference

# Everything that has a limit, measured, with a table at the end; `make bench SIZES="10 30"` grows the
# made policies to other sizes.
bench: .venv/installed-dev
	$(BIN)/python -m tests.bench $(POLICY) --sizes $(SIZES)

# 100,000 random cases for each amendment: does the comparison describe exactly those that differ?
sampling: .venv/installed-dev
	$(BIN)/python -m tests.bench.sampling

# Whole policies and amendments, mutated for MINUTES minutes, through all commands; inputs that failed
# are kept in out/fuzz.
fuzz: .venv/installed-fuzz
	$(BIN)/python -m tests.fuzz -max_total_time=$$((60 * $(MINUTES)))

# A million printed sentences held against the interpreter: an hour and a half on two cores; and what
# takes too long for every run.
soak: .venv/installed-dev
	$(BIN)/python -m tests.claims.soak --sentences 1000000 --jobs 2
	ANTINOMY_SOAK=1 $(BIN)/python -m pytest -n auto tests/changes/test_findings_in_short.py \
	  tests/checks/test_invariance.py tests/checks/test_brute_force.py tests/checks/dilemma

# Accept changed snapshots; review them as a diff.
snapshots: .venv/installed-dev
	$(BIN)/python -m pytest --snapshot-update

clean:
	rm -rf .venv out build dist *.egg-info

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "$(PYTHON) is too old or missing: Antinomy needs Python 3.11 or newer"; exit 1; }
	@echo "Setting up .venv …"
	@$(PYTHON) -m venv .venv

# The code is compiled here once, as pip does with what it installs: where Python may write no
# bytecode, every command would compile it again.
.venv/installed: pyproject.toml | .venv/bin/python
	@$(PIP) install --editable .
	@$(BIN)/python -m compileall -q verifier
	@touch $@

.venv/installed-dev: pyproject.toml | .venv/bin/python
	@$(PIP) install --editable '.[dev]'
	@$(BIN)/python -m compileall -q verifier
	@touch $@ .venv/installed

.venv/installed-fuzz: .venv/installed-dev
	@$(PIP) install --editable '.[dev,fuzz]'
	@touch $@
