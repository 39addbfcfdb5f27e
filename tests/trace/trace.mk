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

# The decoder of the guest, for records of a file.
trace_records := $(BUILD)/host/trace_records
$(trace_records): tests/trace/records.c services/lib/trace_text.c services/lib/format.c \
    services/lib/text.c generated/abi/kozo/abi/names.c generated/user/kozo/trace_names.h \
    $(makefiles) | need-check
	@mkdir -p $(@D); $(call say,HOSTCC,$@)
	$(Q)$(CC) $(filter-out -MMD -MP,$(host_services_cflags)) $(filter %.c,$^) -o $@
host-tests: $(trace_records)
