# SPDX-License-Identifier: MIT
# Mutants: the generated code with one check deleted, see README.md.
.PHONY: mutants mutants-kernel
mutants: need-check ## Delete each generated check in turn; the test that notices is named
	@$(PYTHON) tests/mutants/mutants.py --falsify --filter "$(T)"

mutants-kernel: need-check ## Likewise the checks of the hand-written kernel, by the host tests
	@$(PYTHON) tests/mutants/mutants.py --kernel --filter "$(T)"
