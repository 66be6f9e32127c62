# The compendium: `make` lists what there is to make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What is set up for which work: each group has its lock, and the larger ones hold the smaller.
RUN := $(VENV)/.set-up-run
LAB := $(VENV)/.set-up-lab
DOCS := $(VENV)/.set-up-docs
DEV := $(VENV)/.set-up-dev
# The programs in a virtual environment name the folder that they were set up in: in a folder that was
# moved or copied, or on a machine without that Python, all is set up anew.
MADE_IN := $(shell test -x $(BIN)/python && cat $(VENV)/.made-in 2> /dev/null)

.DEFAULT_GOAL := help
.PHONY: help set-up reproduce verify test thorough check paper docs new report lab bench campaign lint lock clean

help: ## list what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

reproduce: $(RUN) ## set up, run every step that is not up to date: analyses, verification, paper
	$(BIN)/compendium run

set-up: $(DEV) ## install all that any other line of this list needs

verify: $(RUN) ## compare every printed number with what follows from the tables
	$(BIN)/compendium verify

test: $(DEV) ## run the tests, on all cores
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

thorough: $(DEV) ## run the tests that take longer, and those of properties on many more examples
	$(BIN)/python -m pytest -m "thorough or hypothesis" --hypothesis-profile thorough --numprocesses auto --dist worksteal

check: $(RUN) ## check the tables of all studies
	$(BIN)/compendium check

paper: $(RUN) ## build the paper from the artefacts that are there
	$(BIN)/compendium paper

docs: $(DOCS) ## write the reference of the functions; with Quarto, build the website
	rm -rf docs/reference
	$(BIN)/quartodoc build --config docs/_quarto.yml
	@if command -v quarto > /dev/null; then quarto render docs && echo "The website is docs/_site/index.html."; \
	else echo "The pages are in docs/reference/; for a website, install Quarto (https://quarto.org/docs/get-started/) and type make docs again."; fi

new: $(RUN) ## make the folder of a new study: make new STUDY=my-study
	$(BIN)/compendium new $(STUDY)

report: $(RUN) ## run the analyses of a study and build its report: make report STUDY=my-study
	$(BIN)/compendium report $(STUDY)

lab: $(LAB) ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab --config=notebooks/jupyter_config.py $(LAB_OPTIONS)

bench: $(DEV) ## measure how long it takes, beside other ways; print the table and the machine
	$(BIN)/python -m benchmarks

campaign: $(DEV) ## kills, mutations, hostile files, a search for leaks; print the table and its seed
	$(BIN)/python -m campaign

lint: $(DEV) ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

COMPILE := uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header \
  --no-annotate --python-version 3.11 --quiet

lock: ## resolve the dependencies of pyproject.toml anew (needs uv)
	$(COMPILE) --all-extras --output-file locks/dev.lock
	$(COMPILE) --constraint locks/dev.lock --extra text --extra crate --extra build --output-file locks/run.lock
	$(COMPILE) --constraint locks/dev.lock --extra text --extra crate --extra build --extra lab --output-file locks/lab.lock
	$(COMPILE) --constraint locks/dev.lock --extra text --extra crate --extra build --extra docs --output-file locks/docs.lock
	grep -A 99 '^uv==' locks/dev.lock | awk 'NR > 1 && !/^ / {exit} {print}' > locks/uv.lock

clean: ## remove what can be made again, but for the committed figures
	rm -rf $(VENV) build paper/_output paper/_parts paper/_variables.yml paper/verification.html
	rm -rf docs/reference docs/_site docs/objects.json .pytest_cache .mypy_cache .ruff_cache
	find figures -name .step.json -delete

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version)."; \
	  echo "Install it, then name it: make $(or $(MAKECMDGOALS),reproduce) PYTHON=python3.11"; exit 1; }
	@if test -s $(VENV)/.made-in; then \
	  echo "$(VENV) was set up in $$(cat $(VENV)/.made-in): it is set up anew for this folder."; fi
	$(PYTHON) -m venv --clear $(VENV)
	@pwd -P > $(VENV)/.made-in

ifneq ($(MADE_IN),$(CURDIR))
.PHONY: $(BIN)/python $(RUN) $(LAB) $(DOCS) $(DEV)
endif

PIP := $(BIN)/python -m pip install --disable-pip-version-check --quiet
UV := VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install

# uv installs in seconds what takes pip a minute; where it cannot be had, or cannot reach what pip reaches, pip serves.
$(RUN) $(LAB) $(DOCS) $(DEV): $(VENV)/.set-up-%: locks/%.lock pyproject.toml | $(BIN)/python
	@echo "Setting up $(VENV): $$(grep -c '==' $<) packages of $<, each checked against its hash."
	@$(PIP) --require-hashes -r locks/uv.lock || echo "Without uv; pip takes a minute or two."
	@$(UV) --require-hashes -r $< || $(PIP) --require-hashes -r $<
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@
