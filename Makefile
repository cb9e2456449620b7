# make book      the book, HTML and PDF, in _build/
# make test      every test
.PHONY: book html pdf student instructor serve check audit test lint bench identical lock clean help
.DEFAULT_GOAL := help

MARGINALIA := .venv/bin/marginalia

help:            ## what can be made
	@sed -n 's/^\([a-z]*\): .*## */  make \1	/p' $(MAKEFILE_LIST)

.venv-book:
	@scripts/bootstrap book
.venv-test:
	@scripts/bootstrap test
.PHONY: .venv-book .venv-test

book: .venv-book       ## the book: _build/html/index.html and _build/marginalia.pdf
	@$(MARGINALIA) build
html: .venv-book       ## the HTML book alone
	@$(MARGINALIA) build --html
pdf: .venv-book        ## the PDF book alone
	@$(MARGINALIA) build --pdf
student: .venv-book    ## the edition without answers, in _build/student
	@$(MARGINALIA) build --edition student
instructor: .venv-book ## the edition for teachers, in _build/instructor
	@$(MARGINALIA) build --edition instructor
serve: .venv-book      ## the book at http://localhost:8000, built again on every change
	@$(MARGINALIA) serve
check: .venv-book      ## whether the study package is sound
	@$(MARGINALIA) check
audit: .venv-book      ## findings and verdicts
	@$(MARGINALIA) audit
test: .venv-test       ## every test
	@.venv/bin/python -m pytest -n 2
lint: .venv-test       ## style, format and types
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy
bench: .venv-book      ## this build against plain jupyter-book
	@.venv/bin/python -m benchmarks.build
identical: .venv-book  ## two clean builds, compared file by file
	@.venv/bin/python -m benchmarks.identical
lock: .venv-test       ## the lock again, from pyproject.toml
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	    --python-version 3.11 pyproject.toml -o requirements.txt
	@.venv/bin/uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	    --python-version 3.11 --extra test pyproject.toml -o requirements-test.txt
clean:           ## what was built, and the cache
	@rm -rf _build
