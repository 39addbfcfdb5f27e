# SPDX-License-Identifier: MIT
# Deductive proofs, see README.md. What they need is not needed for anything else.
.PHONY: proofs proofs-bugs need-proofs
need-proofs: need-check
	@$(setup_sh) check proofs

proofs: need-proofs ## Prove the units of tests/proofs; FRESH=1 without answers kept, UPDATE=1 keeps
	@$(PYTHON) tests/proofs/prove.py --filter "$(T)" $(if $(FRESH),--fresh) $(if $(UPDATE),--update)

proofs-bugs: need-proofs ## Plant a bug for each proved property; a goal has to get lost
	@$(PYTHON) tests/proofs/prove.py --bugs --filter "$(T)"
