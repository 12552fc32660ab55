# Two commands are all a newcomer needs: `make demo` and `make test`.
# Works where there is nothing but python3, pip, make and git: pip may install uv into a folder of its own
# even where venv is missing and the system's packages are closed to it.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
UV := .boot/bin/uv
BIN := .venv/bin
DOCS := tests/test_docs.py
PLUGINS := $(sort $(wildcard plugins/*/pyproject.toml))
EDITABLE := -e . $(patsubst %/pyproject.toml,-e %,$(PLUGINS))
LOCK := $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

export UV_PYTHON_DOWNLOADS := never

.PHONY: help demo test lint types layers docs check lock wheel clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .run/.ready ## build, score and report a believable month in build/demo/
	@.run/bin/inspect-core demo build/demo

test: .venv/.test ## install what the tests need and pass them; `make docs` runs those of the documentation
	$(BIN)/python -m pytest -n auto --ignore $(DOCS)

lint: .venv/.test ## style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.test ## mypy --strict
	$(BIN)/mypy

layers: .venv/.test ## who may import whom
	$(BIN)/lint-imports

docs: .venv/.test ## run the examples of the documentation
	$(BIN)/python -m pytest -q -n auto $(DOCS)

check: test lint types layers docs ## everything that .ci/run asks

lock: .boot/.ready ## pin and hash every requirement again
	$(LOCK) --group boot -o requirements/boot.txt
	$(LOCK) --group build -o requirements/build.txt
	$(LOCK) pyproject.toml -o requirements/run.txt
	$(LOCK) pyproject.toml --group test -c requirements/run.txt -c requirements/build.txt -o requirements/test.txt
	$(LOCK) pyproject.toml --group bench -c requirements/run.txt -o requirements/bench.txt

wheel: .venv/.test ## a wheel of the core and of each plugin in dist/
	@rm -rf dist
	@for project in . $(patsubst %/pyproject.toml,%,$(PLUGINS)); do \
	  $(UV) build -q --wheel --build-constraints requirements/build.txt --python $(BIN)/python --out-dir dist "$$project"; \
	done
	@ls -1 dist

clean: ## forget everything that was installed or built
	rm -rf .boot .run .venv .bench build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

.boot/.ready: requirements/boot.txt
	@echo "installing uv into .boot"
	@rm -rf .boot
	@$(PYTHON) -m pip install -q --disable-pip-version-check --root-user-action=ignore --require-hashes --no-deps --target .boot -r $<
	@touch $@

# An environment is made once and then brought to what its list says; projects are linked, not copied.
.run/.ready: requirements/run.txt
.venv/.test: requirements/test.txt
.bench/.ready: requirements/bench.txt
.run/.ready .venv/.test .bench/.ready: requirements/build.txt pyproject.toml $(PLUGINS) | .boot/.ready
	@echo "installing $(filter-out %/build.txt,$(filter requirements/%,$^)) into $(@D)"
	@$(UV) venv -q --allow-existing --python $(PYTHON) $(@D)
	@$(UV) pip sync -q --python $(@D)/bin/python --require-hashes $(filter-out %/build.txt,$(filter requirements/%,$^))
	@$(UV) pip install -q --python $(@D)/bin/python --no-deps --build-constraints requirements/build.txt $(EDITABLE)
	@touch $@
