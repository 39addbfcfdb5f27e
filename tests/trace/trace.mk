# SPDX-License-Identifier: MIT
# `make trace`. Direct boot unless BOOT is given, because only what the kernel does is of interest;
# TRACE are the events, RUN commands for the prompt, VIEW options of kernel/debug/trace/view.py.
TRACE ?= calls,faults,switches
trace_boot = $(if $(filter file,$(origin BOOT)),direct,$(BOOT))

.PHONY: trace
trace: override CMDLINE += trace=$(TRACE)
trace: all need-qemu ## Log system calls: RUN="ping log" TRACE=calls VIEW="--thread shell"
	@PYTHONPATH=tests/harness $(PYTHON) tests/harness/run_trace.py $(BUILD) --boot $(trace_boot) \
	    --cpus $(CPUS) --memory $(MEM) --kvm "$(KVM)" --cmdline "$(CMDLINE)" --run "$(RUN)" $(VIEW)
