# SPDX-License-Identifier: MIT
# The host tests of the kernel once more, counted by gcov. Without PARANOID, so that what is counted
# is what a kernel consists of that is shipped: a kassert() is no code. Without sanitizers, whose
# branches are nobody's; each function once, not wherever it is inlined. And without the test that
# runs for two seconds, however much it does.
.PHONY: coverage
coverage_build := $(BUILD)/coverage
host_coverage := $(coverage_build)/libkernel.a
host_coverage_cflags := $(filter-out $(host_sanitize) -O% -DKOZO_PARANOID,$(host_kernel_cflags)) \
    -O0 --coverage -Dalways_inline=unused
coverage_tests := $(foreach test,$(filter-out %/test_fast_path.c,$(host_tests)),\
    $(if $(filter kernel,$(call host_flavour,$(test))),$(test)))
coverage_binary = $(coverage_build)/$(basename $(notdir $(1)))
coverage_binaries := $(foreach test,$(coverage_tests),$(call coverage_binary,$(test)))

$(eval $(call host_rules,coverage,$(kernel_generic_sources) $(call host_support,kernel) \
    tests/coverage/exit.c))

define coverage_test
$(call coverage_binary,$(1)): $(call objects,host-coverage,$(1)) $(host_coverage)
	@$$(call say,HOSTLD,$$@)
	$$(Q)$$(CC) --coverage -Wl,--wrap=_exit $$< $(host_coverage) -lcmocka -o $$@
endef
$(foreach test,$(coverage_tests),$(eval $(call coverage_test,$(test))))

coverage: $(coverage_binaries) need-check ## Count what host tests reach of the capability core
	@PYTHONPATH=tests/harness $(PYTHON) tests/coverage/core_coverage.py $(BUILD) \
	    $(coverage_binaries)
