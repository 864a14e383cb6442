# make serve: the site on 127.0.0.1:8000 (PORT= for another).  make test: the tests.  make bench: the benchmarks.
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CONTENT := $(shell find guidance_sources ontology shapes dutygraph/content dutygraph/graph -type f -not -name '*.pyc' 2>/dev/null)

.PHONY: serve test bench check docs format clean

serve: build/dutygraph.nq
	$(BIN)/dutygraph serve --port $(PORT)

test: build/dutygraph.nq
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

check: build/dutygraph.nq
	$(BIN)/dutygraph check

docs: build/dutygraph.nq
	$(BIN)/python docs/generate.py

bench: build/dutygraph.nq
	$(BIN)/python -m benchmarks

format: $(VENV)/installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

build/dutygraph.nq: $(VENV)/installed $(CONTENT)
	$(BIN)/dutygraph build

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("DutyGraph needs Python 3.11 or later, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	PIP_CONSTRAINT=$(CURDIR)/constraints.txt $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

clean:
	rm -rf $(VENV) build dist
