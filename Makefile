# The commands of this repository.  `make help` lists them; scripts/ holds what they do.

PYTHON ?= python3
RUN = command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON): install Python 3.11, 3.12 or 3.13 (Debian, Ubuntu: apt install python3 python3-venv)."; exit 1; }; exec $(PYTHON) -m scripts.governance

export PORT GROUP ARGS SUITE POLICY PART WRITE

.DEFAULT_GOAL := help
.PHONY: help run stop test check format venv shell scenario bench core-tests pot facts lock clean

help: ## print this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'
	@printf '\n  Set ODOO_HOME to use an Odoo 19 of yours, PGHOST (PGPORT, PGUSER, PGPASSWORD) or\n'
	@printf '  ODOO_CONF to use a database server of yours, GOVERNANCE_HOME to work elsewhere than .odoo/.\n'

run: ## Odoo 19 with the demo company on http://localhost:8069 (PORT=8070 for another port)
	@$(RUN) run

stop: ## stop what `make run` started
	@$(RUN) stop

test: ## every test; GROUP="odoo browser" for some (logic platform odoo blackbox browser), ARGS="-k held" for pytest
	@$(RUN) test

check: ## format, lint, import borders, budgets and logic tests, in less than a minute
	@$(RUN) check

format: ## rewrite the files as `make check` wants them
	@$(RUN) format

venv: ## fetch and prepare everything (packages, Odoo, databases, browser), start nothing
	@$(RUN) venv

shell: ## Odoo's Python shell on the database of `make run`
	@$(RUN) shell

scenario: ## the product's story on the command line, each step with its figures
	@$(RUN) scenario

bench: ## every performance goal with its figure, met or missed (PART="confirm peers" for some, WRITE=1 into docs/)
	@$(RUN) bench

core-tests: ## Odoo's own tests with our addons installed (SUITE=/sale,-is_tour POLICY=1)
	@$(RUN) core-tests

pot: ## export the texts of the screens into addons/*/i18n/*.pot
	@$(RUN) pot

facts: ## write docs/facts.md from the declarations in the code
	@$(RUN) facts

lock: ## renew requirements*.txt from requirements*.in
	@$(RUN) lock

clean: ## stop everything and delete .odoo/ and build/ (also the databases in it)
	@$(RUN) clean
