# SPDX-License-Identifier: MIT
# How long the kernel keeps interrupts off, in runs of the guest tests: QEMU counts.
latency_plugin := $(BUILD)/latency/stretches.so
IMAGES ?= kernel,isolation,chaos,ipc_storm,sched

$(latency_plugin): tests/latency/stretches.c $(makefiles) | need-check
	@mkdir -p $(@D); $(call say,CC,$<)
	$(Q)$(CC) $(CFLAGS_COMMON) -fPIC -shared $< -o $@

test-images: $(latency_plugin)

.PHONY: latency
latency: test-images need-qemu ## Longest stretch with interrupts off in all guest tests
	@PYTHONPATH=tests/harness $(PYTHON) tests/latency/latency.py $(BUILD) --images $(IMAGES)
