# What a new user does: `make demo` runs the main job, `make test` all tests.

VENV := .venv
BIN := $(VENV)/bin

# What starts Ray clusters runs alone: two of them on a machine take each other's agents for theirs.
# The dashboard has a process of its own, as Streamlit and pyatv cannot be imported by one.
ALONE := tests/cluster tests/dashboard

.PHONY: help demo test lint bench lock clean

help:  ## list what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 10

demo: $(VENV)/.demo  ## set everything up and run a campaign on a simulated lab
	$(BIN)/vpt demo --html report.html

test: $(VENV)/.test  ## set everything up and run all tests
	$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(addprefix --ignore=,$(ALONE))
	for folder in $(ALONE); do $(BIN)/python -m pytest $$folder || exit 1; done

lint: $(VENV)/.test  ## ruff, mypy, import-linter
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.test  ## measure, as a table and as results/bench.json
	$(BIN)/python -m tests.bench

lock: $(VENV)/.test  ## pin the dependencies anew
	sh .ci/lock $(BIN)

clean:  ## remove the environment
	rm -rf $(VENV)

$(VENV)/.demo: requirements.lock pyproject.toml
	sh .ci/environment $(VENV) requirements.lock
	touch $@

$(VENV)/.test: requirements-dev.lock pyproject.toml
	sh .ci/programs
	sh .ci/environment $(VENV) requirements-dev.lock
	touch $@ $(VENV)/.demo
