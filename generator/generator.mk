# SPDX-License-Identifier: MIT
# Generated code: rendering it, and proving that what is committed is what would be rendered.
# Uses PYTHON and BUILD of the root Makefile. BACKENDS are files of more back ends.

BACKENDS ?=
KOZO_IDL = PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=generator $(PYTHON) -m kozo_idl
KOZO_GENERATE = $(KOZO_IDL) generate $(addprefix --backend ,$(BACKENDS))

.PHONY: generate abi-check check-generated check-generator

generate: ## Regenerate generated/ and idl/abi.lock from idl/, with BACKENDS=FILES too
	@$(KOZO_GENERATE) --out generated --ir $(BUILD)/idl/ir.json

abi-check: ## Tell what each difference from idl/abi.lock means; fail if a version has to rise
	@$(KOZO_IDL) abi-check

check-generated: ## Regenerate twice under different conditions and compare with generated/
	PYTHONHASHSEED=1 LC_ALL=C $(KOZO_GENERATE) --frozen --out $(BUILD)/regen \
	    --ir $(BUILD)/idl/ir.json
	diff -r generated $(BUILD)/regen || { echo "generated/ is not what idl/ says:" \
	    "change idl/ or a template, then run 'make generate'" >&2; exit 1; }
	PYTHONHASHSEED=2 LC_ALL=C.UTF-8 $(KOZO_GENERATE) --frozen --out $(BUILD)/regen-again \
	    --ir $(BUILD)/idl/ir-again.json
	diff -r $(BUILD)/regen $(BUILD)/regen-again
	cmp $(BUILD)/idl/ir.json $(BUILD)/idl/ir-again.json

check-generator: ## Test the generator: bad inputs, lock, layouts, determinism
	$(PYTHON) -m pytest -q -p no:cacheprovider --junitxml=$(BUILD)/junit-generator.xml \
	    tests/generator
