# Tocsin: `make demo` to see it, `make test` before you push, `make check` while you work.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help setup demo test check lint types contracts docs site browser database measure train lock clean

help:
	@echo "make demo     set up, read the bundled dispatches, write their reading view"
	@echo "make test     everything: lint, types, contracts, docs, unit, stories, property, browser, gates"
	@echo "make check    the two-minute part of it"
	@echo "make setup    a virtual environment in .venv with the locked dependencies"
	@echo "make site     the documentation as a site, into build/site, links checked"
	@echo "make measure  score the shared evaluation sets and write docs/measures.md"
	@echo "make train    teach the coders anew from the open annotations (needs the shared corpora)"
	@echo "make lock     resolve the dependencies anew (needs uv)"

setup: $(READY)

$(READY): requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Tocsin needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Try: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/tocsin doctor
	touch $(READY)

demo: setup
	$(BIN)/tocsin demo

test: setup browser database lint types contracts docs
	$(BIN)/python -m pytest

check: setup lint types contracts docs
	$(BIN)/python -m pytest -n auto -m "not browser and not shared and not slow"

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports

docs:
	$(BIN)/interrogate --quiet src

site: setup
	$(BIN)/properdocs build --strict --quiet

# A system Chromium for the browser tests: Debian's where we may install it, else the tests skip with a line.
browser:
	@if ! command -v chromium >/dev/null 2>&1; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
	  else \
	    echo "no Chromium here: the browser tests will skip (install the package 'chromium')"; \
	  fi; \
	fi

# A PostgreSQL server for the store tests, in the same way.
database:
	@if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null 2>&1; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	    apt-get update -qq && apt-get install -y -qq postgresql >/dev/null; \
	  else \
	    echo "no PostgreSQL here: its store tests will skip (install the package 'postgresql')"; \
	  fi; \
	fi

measure: setup
	$(BIN)/python -m benchmarks.measure --write
	$(BIN)/python -m benchmarks.speed

# Weights for the coders, from the open annotations and the shared corpora beside this checkout; the same each time.
train: setup
	mkdir -p build
	$(BIN)/python -m training.attribution.lessons -o build/attribution.jsonl
	$(BIN)/tocsin train attribution --data build/attribution.jsonl -o src/tocsin/annotate/tagger/attribution.safetensors

lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -o requirements/core.txt
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c requirements/core.txt -o requirements/dev.txt

clean:
	rm -rf .venv build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
