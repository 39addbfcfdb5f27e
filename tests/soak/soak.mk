# SPDX-License-Identifier: MIT
# Runs that take long and tell how far they are, one after the other.
## OPS=10000000 SEED=1   of make soak: random operations, and the first seed
OPS ?= 10000000
SEED ?=

## GUEST_OPS=1000000   of make fuzz-guest: calls from the grammar
GUEST_OPS ?= 1000000

.PHONY: soak soak-chaos soak-storm fuzz-guest
soak: ## Attack the kernel: all of isolation, then twice OPS random operations from SEED on
	+$(Q)$(MAKE) soak-isolation
	+$(Q)$(MAKE) soak-chaos
	+$(Q)$(MAKE) soak-storm

soak-chaos: soak_image := chaos
soak-storm: soak_image := ipc_storm
soak-chaos soak-storm: soak-%: need-check $(kernel_boot_elf) $(BUILD)/images/chaos/initrd.cpio \
    $(BUILD)/images/ipc_storm/initrd.cpio
	@PYTHONPATH=tests/harness $(PYTHON) tests/soak/soak.py $(BUILD) $(soak_image) \
	    --operations $(OPS) $(if $(SEED),--seed $(SEED))

fuzz-guest: ## GUEST_OPS calls from the grammar, from SEED on, each answer foretold
	+$(Q)$(MAKE) soak-chaos OPS=$(GUEST_OPS)
