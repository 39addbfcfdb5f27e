# SPDX-License-Identifier: MIT
# Tests against the model: the generic kernel once more, optimised and without sanitizers, so that
# millions of steps take seconds; and test_lockstep with them, for fewer steps.
## STEPS=50000000 IPC_STEPS=20000000 ACTS=3000000 DEPTH=8   of make fuzz and of make exhaustive
STEPS ?= 50000000
IPC_STEPS ?= 20000000
ACTS ?= 3000000
DEPTH ?= 8

model_base := $(kernel_generic_sources) generated/tests/matrix.c tests/host/fake_arch.c \
    tests/host/fake_paging.c
model_include := -Itests/host/model "-DFAKE_MEMORY_SIZE=(UINT64_C(4) << 20)"
host_model_cflags = $(filter-out -O1 -f%,$(host_kernel_cflags)) $(model_include)
host_model_checked := $(BUILD)/host/libmodel_checked.a
host_model_checked_cflags = $(host_kernel_cflags) $(model_include) -DLOCKSTEP_STEPS=100000 \
    -DIPC_STEPS=50000
$(eval $(call host_rules,model,$(model_base)))
$(eval $(call host_rules,model_checked,$(model_base) $(call host_support,model)))

# $(call checked_test,NAME)
define checked_test
$(BUILD)/host/$(1)_checked: $$(call objects,host-model_checked,tests/host/model/$(1).c) \
    $(host_model_checked)
	@$$(call say,HOSTLD,$$@)
	$$(Q)$$(CC) $(host_link_sanitize) $$(filter %.o,$$^) $(host_model_checked) -lcmocka -o $$@
endef
test_lockstep_checked := $(BUILD)/host/test_lockstep_checked
test_ipc_lockstep_checked := $(BUILD)/host/test_ipc_lockstep_checked
$(eval $(call checked_test,test_lockstep))
$(eval $(call checked_test,test_ipc_lockstep))
host-tests: $(test_lockstep_checked) $(test_ipc_lockstep_checked)

# Tests of the capability core begin with one of these names.
core_names := cap cdt cspace untyped device verify theorems lockstep exhaustive wrong_effects
core_tests := $(foreach name,$(core_names),$(filter $(BUILD)/host/test_$(name)%,$(host_binaries)))
core_filter := $(subst $() ,$(comma),$(core_names:%=host/test_%))

.PHONY: check-core fuzz exhaustive
check-core: $(core_tests) $(test_lockstep_checked) need-check ## Host tests of the capability core
	@$(PYTHON) tests/harness/run.py --configs $(CONFIG) --only host --filter $(core_filter)

fuzz: $(addprefix $(BUILD)/host/,test_lockstep test_ipc_lockstep test_spaces) ## Random steps
	@KOZO_STEPS=$(STEPS) $< fuzz $(BUILD)/fuzz-failure
	@KOZO_IPC_STEPS=$(IPC_STEPS) $(word 2,$^) fuzz $(BUILD)/fuzz-ipc-failure
	@KOZO_ACTS=$(ACTS) $(word 3,$^)

exhaustive: $(BUILD)/host/test_exhaustive ## Try all sequences of DEPTH operations on a small core
	@KOZO_DEPTH=$(DEPTH) $<
