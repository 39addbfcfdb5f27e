# SPDX-License-Identifier: MIT
# Mutants: the generated code with one check deleted, see README.md.
.PHONY: mutants mutants-kernel
mutants: need-check ## Delete each generated check in turn; the test that notices is named
	@$(PYTHON) tests/mutants/mutants.py --falsify --filter "$(T)"
	$(if $(T),,@$(MAKE) host-tests)
	$(if $(T),,@KOZO_FALSIFY=1 KOZO_BUILD=$(BUILD) PYTHONPATH=tests/harness $(PYTHON) -m pytest -q \
	    tests/interfaces)

mutants-kernel: need-check ## Likewise the checks of the hand-written kernel, by the host tests
	@$(PYTHON) tests/mutants/mutants.py --kernel --filter "$(T)"

## COUNT=200 SEED=1 PROOFS=1   of make mutants-core: only so many, at random; ask proofs, too
.PHONY: mutants-core
mutants-core: $(if $(PROOFS),need-proofs)
mutants-core: need-check ## Make the capability core wrong in every way; host tests must notice
	@PYTHONPATH=tests/harness $(PYTHON) tests/mutants/core.py --filter "$(T)" \
	    --count $(or $(COUNT),0) --seed $(or $(SEED),1) $(if $(PROOFS),--proofs)
