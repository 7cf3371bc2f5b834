# Everything runs in .venv, which is made with nothing but python3.

PYTHON ?= python3
BIN := .venv/bin
SOURCES ?= ../shared/sources
READY := .venv/ready
WEB := $(shell find src/testimonia/web -type f -not -path '*/node_modules/*')
BUILT := src/testimonia/pages/static/built

.PHONY: serve build check test bench lock golden clean
.DEFAULT_GOAL := serve

serve: $(READY) ## pages, linked data, queries, downloads and search, at http://127.0.0.1:8000/
	$(BIN)/testimonia serve

build: $(READY) ## check the archive, write a store and a release
	$(BIN)/testimonia build

check: $(READY) ## format, lint, types, layers, data
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/testimonia format --check
	$(BIN)/testimonia format --check examples/alder-ford
	$(BIN)/testimonia check
	$(BIN)/testimonia --archive examples/alder-ford --build build/alder-ford check
	$(BIN)/testimonia --archive examples/alder-ford --build build/alder-ford verify --sources examples/alder-ford/documents
	if [ -d "$(SOURCES)" ]; then $(BIN)/testimonia verify --sources "$(SOURCES)"; \
	else echo "SKIPPED: $(SOURCES) is not here, so no passage of the archive was verified"; fi

test: $(READY) ## all tests, on all cores
	$(BIN)/pytest -n auto

bench: $(READY) ## what is timed, beside its peers
	$(BIN)/python benchmarks/bench.py

golden: $(READY) ## write expected answers and trails anew; read the difference before you commit it
	$(BIN)/python tests/golden.py

lock: $(READY) ## pin the newest versions that pyproject.toml allows
	$(BIN)/pip-compile --quiet --upgrade --extra dev --generate-hashes --strip-extras --allow-unsafe \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header \
		--output-file requirements.lock pyproject.toml

$(READY): requirements.lock pyproject.toml hatch_build.py $(WEB)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	test -d $(BUILT) || echo "The part for browsers was not made, since the npm registry is out of reach; pages do without it"
	touch $@

clean: ## remove what was made
	rm -rf build .venv $(BUILT)
