# Every task by name. `make` alone lists them.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.followed-$(shell (cat requirements.lock pyproject.toml 2>/dev/null || true) | cksum | cut -d' ' -f1)
TEXTS := $(VENV)/.texts-compiled
PYTEST := $(PY) -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

.PHONY: help setup demo demo-reset test test-sqlite test-postgresql soak check bench reference examples texts browser

help:  ## list the tasks
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: $(STAMP) $(TEXTS)  ## prepare .venv from requirements.lock, hashes checked

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Perlu Python 3.11 atau lebih baru; terpasang " + sys.version.split()[0] + ". Pasang, lalu: make PYTHON=python3.11 …")'
	@test -x $(PY) || $(PYTHON) -m venv $(VENV) || { echo "venv tidak bisa dibuat. Di Debian/Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@rm -f $(VENV)/.followed-* && touch $@

$(TEXTS): $(STAMP) $(wildcard netral/*/locale/en/LC_MESSAGES/*.po)
	@$(PY) manage.py texts --compile
	@touch $@

demo: setup  ## the whole system with demo data on 127.0.0.1:$PORT
	@exec $(VENV)/bin/netral demo --port $${PORT:-8000}

demo-reset: setup  ## throw the demo data away
	@$(VENV)/bin/netral demo --reset

browser:  ## Chromium for the browser journeys
	@bash .ci/browser

check: setup  ## style, types, layers, generated pages, texts: reports all failures
	@$(PY) .ci/check.py

test: setup browser check  ## everything, on SQLite and on PostgreSQL
	@$(MAKE) --no-print-directory test-sqlite test-postgresql
	@$(PY) .ci/coverage.py

test-sqlite: setup
	@rm -rf .cakupan
	NETRAL_TEST_COVERAGE=.cakupan $(PYTEST) --durations=5

test-postgresql: setup
	NETRAL_TEST_DATABASE=postgresql $(PYTEST) --durations=5

soak: setup browser  ## the full sizes of fuzz, kill and load (SOAK=n scales)
	SOAK=$${SOAK:-1} $(PYTEST) -m "soak or fuzz"
	SOAK=$${SOAK:-1} NETRAL_TEST_DATABASE=postgresql $(PYTEST) -m "soak or fuzz"
	SOAK=$${SOAK:-1} $(PY) benchmarks/intake.py
	SOAK=$${SOAK:-1} $(PY) benchmarks/evidence.py
	SOAK=$${SOAK:-1} $(PY) benchmarks/evidence.py --postgresql
	$(PY) benchmarks/cases.py
	$(PY) benchmarks/cases.py --postgresql --cases 1000000
	$(PY) benchmarks/steps.py
	$(PY) benchmarks/exchange.py --backlog 10000
	NETRAL_TEST_DATABASE=postgresql $(PY) benchmarks/exchange.py --backlog 10000
	$(PY) benchmarks/wasdal.py
	NETRAL_TEST_DATABASE=postgresql $(PY) benchmarks/wasdal.py

bench: setup  ## speed against named baselines; accuracy where CASES=… and TEXTS=… are at hand
	$(PY) benchmarks/journal.py
	$(PY) benchmarks/intake.py
	$(PY) benchmarks/evidence.py
	$(PY) benchmarks/evidence.py --postgresql
	$(PY) benchmarks/cases.py --cases 30000
	$(PY) benchmarks/steps.py
	$(PY) benchmarks/exchange.py
	$(PY) benchmarks/wasdal.py
	$(PY) benchmarks/rulebook.py
	$(PY) benchmarks/akurasi.py $(if $(CASES),--cases $(CASES))
	$(PY) benchmarks/saran.py $(if $(TEXTS),--texts $(TEXTS))

reference: setup  ## write docs/reference from the tables
	@$(PY) manage.py reference --write

examples: setup  ## which examples a change of the law files changes
	@$(PY) -m tests.rulebook.answers
