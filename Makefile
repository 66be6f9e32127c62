# The compendium: `make` lists what there is to make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help reproduce verify test check paper docs new report lab bench lint lock clean

help: ## list what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

reproduce: $(READY) ## set up, run every step that is not up to date: analyses, verification, paper
	$(BIN)/compendium run

verify: $(READY) ## compare every printed number with what follows from the tables
	$(BIN)/compendium verify

test: $(READY) ## run the tests
	$(BIN)/python -m pytest

check: $(READY) ## check the tables of all studies
	$(BIN)/compendium check

paper: $(READY) ## build the paper from the artefacts that are there
	$(BIN)/compendium paper

docs: $(READY) ## write the reference of the functions; with Quarto, build the website
	rm -rf docs/reference
	$(BIN)/quartodoc build --config docs/_quarto.yml
	@if command -v quarto > /dev/null; then quarto render docs && echo "The website is docs/_site/index.html."; \
	else echo "The pages are in docs/reference/; for a website, install Quarto (https://quarto.org/docs/get-started/) and type make docs again."; fi

new: $(READY) ## make the folder of a new study: make new STUDY=my-study
	$(BIN)/compendium new $(STUDY)

report: $(READY) ## run the analyses of a study and build its report: make report STUDY=my-study
	$(BIN)/compendium report $(STUDY)

lab: $(READY) ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks

bench: $(READY) ## measure how long it takes, beside other ways; print the table and the machine
	$(BIN)/python -m benchmarks

lint: $(READY) ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: ## resolve the dependencies of pyproject.toml anew (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --generate-hashes \
	  --no-emit-index-url --no-header --python-version 3.11 --quiet --output-file requirements.lock

clean: ## remove what can be made again, but for the committed figures
	rm -rf $(VENV) build paper/_output paper/_parts paper/_variables.yml
	rm -rf docs/reference docs/_site docs/objects.json .pytest_cache .mypy_cache .ruff_cache
	find figures -name .step.json -delete

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version)."; \
	  echo "Install it, then name it: make $(or $(MAKECMDGOALS),reproduce) PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)
