# SPDX-License-Identifier: MIT
# `make trace`. Direct boot unless BOOT is given, because only what the kernel does is of interest;
# TRACE are the events, RUN commands for the prompt, VIEW options of kernel/debug/trace/view.py.
TRACE ?= calls,faults,switches
trace_boot = $(if $(filter file,$(origin BOOT)),direct,$(BOOT))


# What reads the records, the guest's decoder compiled for the host.
trace_records := $(BUILD)/host/trace_records
$(trace_records): tests/trace/records.c services/lib/trace_event.c \
    services/lib/trace_text.c services/lib/format.c services/lib/text.c \
    generated/abi/kozo/abi/names.c generated/user/kozo/trace_names.h $(makefiles) | need-trace
	@mkdir -p $(@D); $(call say,HOSTCC,$@)
	$(Q)$(CC) $(filter-out -MMD -MP,$(host_services_cflags)) $(host_link_sanitize) \
	    $(filter %.c,$^) -o $@
host-tests: $(trace_records)

.PHONY: trace
trace: override CMDLINE += trace=$(TRACE)
trace: $(trace_records)
trace: all need-qemu ## Log system calls: RUN="ping log" TRACE=calls VIEW="--thread shell"
	@KOZO_BUILD=$(BUILD) PYTHONPATH=tests/harness $(PYTHON) tests/harness/run_trace.py $(BUILD) \
	    --boot $(trace_boot) --cpus $(CPUS) --memory $(MEM) --kvm "$(KVM)" \
	    --cmdline "$(CMDLINE)" --run "$(RUN)" $(VIEW)
