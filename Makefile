# Two commands matter: `make demo` and `make test`. Both set up .venv first where it is missing or out of date.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.reinstate-setup

.PHONY: setup demo test search histories chaos soak bench bench-reports screenshots fuzz audit replay lint lock clean

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Reinstate needs python3 3.11 or newer (set PYTHON=... to name one)."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { rm -rf $(VENV); echo "Reinstate needs python3's venv module (on Debian: apt install python3-venv)."; exit 1; }
	@echo "Installing dependencies into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock 2> $(VENV)/pip.log || { cat $(VENV)/pip.log; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . 2>> $(VENV)/pip.log || { cat $(VENV)/pip.log; exit 1; }
	@touch $@

demo: setup
	@$(BIN)/reinstate demo $(if $(ONCE),--once) $(if $(TICKETS),--tickets "$(TICKETS)")

test: setup lint
	@$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

# These take minutes; their last figures are in README. `make histories HISTORIES=5000`; `make chaos ONLY="kills disk" SEED=2 JSON=FILE` runs some storms.
histories: setup
	@REINSTATE_TEST_HISTORIES=$(or $(HISTORIES),1000) $(BIN)/python -m pytest tests/triage/test_histories.py

chaos: setup
	@$(BIN)/python -m tests.chaos $(if $(ONLY),--only $(ONLY)) $(if $(SEED),--seed $(SEED)) $(if $(JSON),--json "$(JSON)")

# Ten minutes or so; JSON=FILE writes the figures there too, QUICK=1 makes one short run.
bench: setup
	@$(BIN)/python -m tests.bench $(if $(QUICK),--quick) $(if $(JSON),--json "$(JSON)")

bench-reports: setup
	@$(BIN)/python -m tests.reports.bench

screenshots: setup
	@$(BIN)/python -m tests.browser.screenshots

# What holds for any input whatsoever, with fresh examples each time; `make test` takes the same ones again.
search: setup
	@$(BIN)/python -m pytest -n 2 -m hypothesis --hypothesis-profile default

# Generated calls to every address of webhooks/openapi.yaml, 20,000 unless CASES says otherwise, and the readers' fuzzing.
fuzz: setup
	@$(BIN)/python -m tests.hostile $(CASES)
	@REINSTATE_TEST_EXAMPLES=2000 $(BIN)/python -m pytest tests/hostile/test_fuzz_reading.py tests/hostile/test_fuzz_readers.py

# Known weaknesses of what is locked. Asks a public database, so it needs the network; its tool has an environment of its own.
audit: setup
	@test -x $(VENV)/audit/bin/pip-audit || { $(PYTHON) -m venv $(VENV)/audit && $(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check 'pip-audit>=2.9,<3'; } || { echo "audit: not made: pip-audit cannot be installed here."; exit 1; }
	@$(VENV)/audit/bin/pip-audit --strict --require-hashes --disable-pip --progress-spinner off -r requirements.lock || { echo "audit: weaknesses stand above, or the advisories could not be asked for all: then it counts for nothing."; exit 1; }

# docs/deploy/Containerfile step by step in a bare folder, without an engine. Needs the network, for packages.
replay: setup
	@$(BIN)/python -m tests.deploy

soak: setup
	@$(BIN)/python -m tests.chaos.soak

lint: setup
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary

# Needs uv on the path; the lock files carry hashes and no index address. The image's own hold no tool of a developer's.
LOCKING := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock:
	$(LOCKING) --extra dev pyproject.toml -o requirements.lock
	$(LOCKING) --no-annotate -c requirements.lock pyproject.toml -o docs/deploy/run.lock
	echo hatchling | $(LOCKING) --no-annotate -c requirements.lock - -o docs/deploy/build.lock

clean:
	rm -rf $(VENV)
