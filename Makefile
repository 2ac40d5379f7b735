# `make` lists the targets. Everything runs in environments that this file makes; nothing is installed elsewhere.

STAGE ?=
PORT ?= 4566
ENDPOINT ?=
WAITS ?= skip
ROLE ?= province
REGION ?= 410000
SUB ?= dev
INSTITUTION ?=
NAME ?=
DEMO ?=
ISSUER ?=
AUDIENCE ?=
ARGS ?=
YUJI_LOCAL ?= .local
export YUJI_LOCAL

# python3.11 where there is one (it is what production runs), else a python3 that Lambda and Chalice know.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# down, reset, status and token mean every stack (token: the latest) unless a port is said.
GIVEN_PORT = $(if $(filter command environment,$(origin PORT)),--port $(PORT))
PIP := -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.PHONY: help env demo test up down reset status token check fmt package deploy bench verify-ledger python-version

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: env ## a sample month on a local stack, from upload to paid [DEMO=short] [PORT=]
	@$(BIN)/python -m infra.demo --port $(PORT) $(if $(filter short,$(DEMO)),--short)

test: env ## all tests, offline [ARGS="-k name"]
	@$(BIN)/pytest $(ARGS)

up: env ## start the local stack and deploy to it [PORT=4566] [ENDPOINT=http://host:4566] [WAITS=skip|real]
	@$(BIN)/python -m infra.local up --port $(PORT) --waits $(WAITS) $(if $(ENDPOINT),--endpoint $(ENDPOINT))

down: env ## stop the local stack; its data stay [PORT=]
	@$(BIN)/python -m infra.local down $(GIVEN_PORT)

reset: env ## stop the local stack and forget its data [PORT=]
	@$(BIN)/python -m infra.local reset $(GIVEN_PORT)

status: env ## say whether the local stack runs, and where [PORT=]
	@$(BIN)/python -m infra.local status $(GIVEN_PORT)

token: env ## print a bearer token of the local stack ROLE= REGION= SUB= [INSTITUTION=] [NAME=]
	@$(BIN)/python -m infra.local token $(GIVEN_PORT) --role '$(ROLE)' --region '$(REGION)' --sub '$(SUB)' \
		--institution '$(INSTITUTION)' --name '$(NAME)'

check: env ## everything a commit must pass
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m infra.generate --check
	$(BIN)/python -m infra.package
	$(BIN)/cfn-lint --ignore-checks W3005 --regions us-east-1 cn-north-1 --template build/data.json build/app.json
	$(BIN)/pytest
	$(BIN)/python -m infra.demo --short

fmt: env ## format the code and write the generated files
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python -m infra.generate

package: env ## build the deployment package and both templates under build/
	@$(BIN)/python -m infra.package

deploy: env ## deploy to AWS STAGE= ISSUER=https://… AUDIENCE=… (account and region are your AWS profile's)
	@test -n "$(STAGE)" || { echo 'say which stage: make deploy STAGE=test ISSUER=https://… AUDIENCE=…' >&2; exit 2; }
	@$(BIN)/python -m infra.deploy --stage '$(STAGE)' $(if $(ISSUER),--issuer '$(ISSUER)') \
		$(if $(AUDIENCE),--audience '$(AUDIENCE)')

bench: env ## measure, side by side with the alternatives
	@$(BIN)/python -m benchmarks $(ARGS)

verify-ledger: env ## check the hash chain of a class's ledger [ARGS=class] on the local stack
	@$(BIN)/python -m infra.verify_ledger $(ARGS)

env: .venv/.stamp .venv-ministack/.stamp ## make the Python environments

python-version:
	@test -n "$(PYTHON)" || { echo 'Python 3.11, 3.12 or 3.13 is needed; none was found. Say where: make PYTHON=/path/to/python3.11' >&2; exit 2; }
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; (3, 11) <= v <= (3, 13) or sys.exit("Python 3.11, 3.12 or 3.13 is needed; $(PYTHON) is %d.%d. Say another: make PYTHON=/path/to/python3.11" % v)'

.venv/.stamp: requirements.txt requirements-dev.txt infra/layer/requirements-video.txt | python-version
	@echo 'making .venv (a minute or so)'
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python $(PIP) install -r requirements-dev.txt
	@# What the functions' package is made of, for this machine and for Lambda: packaging then needs no network.
	@$(BIN)/python $(PIP) download --no-deps -r requirements.txt -d .venv/wheels
	@$(BIN)/python $(PIP) download --no-deps --only-binary=:all: --platform manylinux2014_x86_64 \
		-r requirements.txt -d .venv/wheels
	@$(BIN)/python $(PIP) install --no-deps -r infra/layer/requirements-video.txt
	@touch $@

.venv-ministack/.stamp: requirements-ministack.txt | python-version
	@echo 'making .venv-ministack'
	@$(PYTHON) -m venv --clear .venv-ministack
	@.venv-ministack/bin/python $(PIP) install -r requirements-ministack.txt
	@touch $@
