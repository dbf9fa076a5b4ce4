# Every task does its own set-up; `make` alone lists the tasks.
#
#   make test ARGS="-k abstract"          more arguments for the tool behind a task
#   make serve ADDR=127.0.0.1:8080        another address
#   make serve PYTHON=python3.13          another Python, for a new .venv
#   make lock UPGRADE=1                   newer versions, not only what pyproject.toml asks for

PYTHON ?= python3
ADDR   ?= 127.0.0.1:8000
ARGS   ?=

VENV := .venv
BIN  := $(VENV)/bin

# Silences Material's banner about MkDocs 2, which pyproject.toml excludes.
export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help serve test check site whole bench shots lock clean
.DELETE_ON_ERROR:

help: ## list the tasks
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: $(VENV)/ready ## show the site at http://ADDR/ and reload it on every change
	$(BIN)/mkdocs serve --dev-addr $(ADDR) $(ARGS)

test: $(VENV)/ready-dev $(VENV)/browser ## run the tests
	$(BIN)/python -X warn_default_encoding -m pytest $(ARGS)

check: $(VENV)/ready-dev ## check format, style, types, client code and content
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(CHECK_CLIENT)
	$(BIN)/reading-list check

site: $(VENV)/ready ## build the site into site/
	$(BIN)/mkdocs build --strict $(ARGS)

# The last look before a deployment: losing papers must not look like success.
whole: ## fail when site/ shows fewer papers than content/papers/ holds
	@held=$$(find content/papers -name '*.yml' | wc -l); \
	shown=$$(find site/papers -mindepth 2 -maxdepth 2 -name index.html | wc -l); \
	echo "content/papers/ holds $$((held)) papers, site/papers/ shows $$((shown))"; \
	test "$$held" -gt 0 && test "$$shown" -ge "$$held"

bench: $(VENV)/ready-dev ## measure speed and size
	$(BIN)/python -m tests.benchmarks $(ARGS)

shots: $(VENV)/ready-dev $(VENV)/browser ## picture every kind of page, in build/screenshots/
	$(BIN)/python -m tests.screenshots $(ARGS)

# The first file is what serving and building need, the second adds the developers' tools.
# `--python-version` is the oldest supported; no index is named in them, so that any will do.
COMPILE = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade) \
	--custom-compile-command "make lock" --group build

lock: | $(BIN)/uv ## refresh the lock files from pyproject.toml and package.json
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --output-file requirements-dev.lock --group dev --constraints requirements.lock
	$(if $(HAVE_NODE),npm install --package-lock-only --omit-lockfile-registry-resolved \
		--no-audit --no-fund,@echo "make: package-lock.json is left as it is: $(NO_NODE)")

clean: ## remove everything that make made
	rm -rf $(VENV) node_modules tests/benchmarks/node/node_modules site build .hypothesis .mypy_cache .pytest_cache .ruff_cache *.egg-info

# ── Set-up ────────────────────────────────────────────────────────────────────────────────────────

# What keeps $(PYTHON) from making a virtual environment, in words that any Python can run.
define PYTHON_PROBLEM
import sys
if sys.version_info < (3, 11):
    sys.exit("is Python %d.%d" % sys.version_info[:2])
try:
    import ensurepip, venv
except ImportError:
    sys.exit("cannot make a virtual environment")
endef
export PYTHON_PROBLEM

# Debian keeps ensurepip in a package of its own, which brings Python too.
$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || problem="was not found"; \
	problem=$${problem-$$($(PYTHON) -c "$$PYTHON_PROBLEM" 2>&1)}; \
	test -z "$$problem" && exit; \
	if command -v apt-get >/dev/null; then bring="sudo apt-get install python3-venv"; \
	elif command -v dnf >/dev/null; then bring="sudo dnf install python3"; \
	elif command -v brew >/dev/null; then bring="brew install python3"; \
	else bring="https://www.python.org/downloads/"; fi; \
	case "$$bring $$problem" in *apt-get*"is Python"*) \
		bring="sudo apt-get install python3.11-venv, then make PYTHON=python3.11"; esac; \
	echo "make: $(PYTHON) $$problem; Python 3.11 or newer with venv is needed: $$bring" >&2; \
	exit 1
	$(PYTHON) -m venv --clear $(VENV)

# `pip check` notices a lock that does not satisfy pyproject.toml.
define INSTALL
	$(BIN)/python -m pip install --quiet --require-hashes --requirement $<
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check || { echo "make: mend it with \`make lock\`, or start anew with \
	\`make clean\`" >&2; exit 1; }
	@touch $@
endef

$(VENV)/ready: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(INSTALL)

# Holds all of requirements.lock too, so the other set-up is done with it.
$(VENV)/ready-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(INSTALL)
	@touch $(VENV)/ready

# The refresh of the lock must not need a lock that is up to date.
$(BIN)/uv: | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements-dev.lock

# Tried once; without a browser the tests themselves say what they skip, or fail where CI is set.
$(VENV)/browser: $(VENV)/ready-dev
	@$(BIN)/python -m tests.chromium
	@touch $@

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund
	@touch $@

# Node checks the client code and the HTML, and does nothing else: no site needs it.
HAVE_NODE := $(shell command -v npm >/dev/null && \
	node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && echo yes)
NO_NODE = Node 20 or newer with npm is needed (https://nodejs.org/)
ifdef HAVE_NODE
check test: node_modules/.package-lock.json
CHECK_CLIENT = npm run --silent check
else ifdef CI
CHECK_CLIENT = @echo "make: the client code cannot be checked: $(NO_NODE)" >&2; exit 1
else
CHECK_CLIENT = @echo "make: SKIPPED, the client code is not checked: $(NO_NODE)" >&2
endif
