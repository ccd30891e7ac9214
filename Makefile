# make run and make test do all the set-up that they need; see tools/bootstrap.py.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Many tests start programs, and each would compile all modules again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check lint types contracts reading-ease tests docs mutants bench soak constraints bundle-check bundle-test package package-test clean setup-package setup-run setup-docs setup-test setup-bench

run: setup-run
	$(BIN)/python tools/main_job.py

# Side by side: the check of types uses one core.
test: setup-test
	@$(MAKE) --no-print-directory -j2 check tests

check: lint types contracts reading-ease

lint:
	$(BIN)/ruff format --check src tests tools
	$(BIN)/ruff check src tests tools

types:
	$(BIN)/mypy

reading-ease:
	$(BIN)/python tools/reading_ease.py --total

contracts:
	$(BIN)/lint-imports

# Each process that runs tests would compile all modules at its start, at the same time as the others.
# Rewriting the asserts of all tests, in each process, takes longer than reading them: only those that failed run again with
# it, and say what they compared.
tests:
	$(BIN)/python -m compileall -q -j 0 src tests tools
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --assert=plain || \
		{ $(BIN)/python -m pytest --last-failed --last-failed-no-failures none; exit 1; }

# The documentation as web pages in build/docs, to be read and searched from the folder.
docs: setup-docs
	$(BIN)/python tools/documentation/build.py

mutants: setup-test
	$(BIN)/python tools/mutants.py

# make bench ONLY=library runs one alone, ONLY="library claims" two.
bench: setup-bench
	cd tools && ../$(BIN)/python -m bench $(ONLY)

# Freezes the program and makes its packages in dist/.
package: setup-package
	cd tools && ../$(BIN)/python -m package

# Installs the packages in a clean Debian below /tmp, runs and removes them; needs root.
package-test: setup-package
	cd tools && ../$(BIN)/python -m package.clean_system

soak: setup-test
	$(BIN)/python -m pytest -m soak -p no:xdist

# The checked-in lists of wheels for other systems against the package index; needs the network.
bundle-check: setup-test
	$(BIN)/python tools/offline_bundle.py --check

# Makes a folder for this computer, installs it without network and removes it; BUNDLE_PYTHON is the Python of its user.
BUNDLE_PYTHON ?= $(PYTHON)
bundle-test: setup-test
	rm -rf build/bundle-test
	$(BIN)/python tools/offline_bundle.py --platform manylinux_x86_64 \
		--python $$($(BUNDLE_PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])') build/bundle-test
	unshare -rn sh tools/package/bundle/trial.sh build/bundle-test $$($(BUNDLE_PYTHON) -c 'import sys; print(sys.executable)')

constraints: setup-test
	$(BIN)/python tools/bootstrap.py constraints

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

setup-run:
	@$(PYTHON) tools/bootstrap.py run

setup-docs:
	@$(PYTHON) tools/bootstrap.py docs

setup-bench:
	@$(PYTHON) tools/bootstrap.py bench

setup-package:
	@$(PYTHON) tools/bootstrap.py package

setup-test:
	@$(PYTHON) tools/bootstrap.py test
