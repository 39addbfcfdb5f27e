# SPDX-License-Identifier: MIT
# Runs that take long and tell how far they are, one after the other.
## OPS=10000000 SEED=1   of make soak: random operations, and the first seed
OPS ?= 10000000
SEED ?=

.PHONY: soak soak-chaos
soak: ## Attack the kernel: all of isolation, then OPS random operations from SEED on
	+$(Q)$(MAKE) soak-isolation
	+$(Q)$(MAKE) soak-chaos

soak-chaos: $(BUILD)/images/chaos/initrd.cpio $(kernel_boot_elf) need-check
	@PYTHONPATH=tests/harness $(PYTHON) tests/soak/chaos.py $(BUILD) --operations $(OPS) \
	    $(if $(SEED),--seed $(SEED))
