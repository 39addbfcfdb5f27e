# SPDX-License-Identifier: MIT
# Runs that take long and tell how far they are. Another kind of them adds a prerequisite to soak.
## OPS=10000000 SEED=1   of make soak: random operations, and the first seed
OPS ?= 10000000
SEED ?=

.PHONY: soak soak-chaos
soak: soak-chaos ## Attack the kernel with OPS random operations, from SEED on

soak-chaos: $(BUILD)/images/chaos/initrd.cpio $(kernel_boot_elf) need-check
	@PYTHONPATH=tests/harness $(PYTHON) tests/soak/chaos.py $(BUILD) --operations $(OPS) \
	    $(if $(SEED),--seed $(SEED))
