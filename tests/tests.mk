# SPDX-License-Identifier: MIT
# Running and testing. Host tests are cmocka programs with ASan and UBSan, in five flavours: tests
# of the kernel link the generic kernel, compiled with tests/host/include in place of the hardware;
# those in tests/host/model do so, optimised and without sanitizers; those in tests/host/machine
# link the timers' driver, with a machine below it; those in tests/host/services
# know only what programs know; generated tests, and those in tests/host/conform, see generated code
# alone, among fakes. Guest tests: every folder tests/guest/<name>/ is a program that boots in
# init's place; tests/bench/<name>/ likewise. What a kind of test needs beyond that is in a .mk of
# its folder, included at the end.
host_sources := $(call sources,tests/host generated/tests,*.c)
host_tests := $(foreach source,$(host_sources),$(if $(filter test_%,$(notdir $(source))),$(source)))
host_kernel := $(BUILD)/host/libkernel.a
host_services := $(BUILD)/host/libservices.a
host_binary = $(BUILD)/host/$(basename $(notdir $(1)))
host_binaries := $(foreach test,$(host_tests),$(call host_binary,$(test)))
host_conform := $(BUILD)/host/libconform.a
host_conform_lib := services/lib/later.c services/lib/slots.c # tokens are those of programs
host_model := $(BUILD)/host/libmodel.a
host_machine := $(BUILD)/host/libmachine.a
host_flavour = $(strip $(if $(findstring /services/,$(1)),services,\
    $(if $(findstring /host/model/,$(1)),model,\
    $(if $(findstring /host/machine/,$(1)),machine,\
    $(if $(findstring /conform/,$(1))$(filter generated/%,$(1)),conform,kernel)))))
host_support = $(foreach source,$(filter-out $(host_tests),$(host_sources)),\
    $(if $(filter $(1),$(call host_flavour,$(source))),$(source)))

host_sanitize := -fsanitize=address,undefined
# clang's runtime within the program would call the kernel's sched_yield().
host_link_sanitize := $(host_sanitize) $(if $(filter clang,$(TOOLCHAIN)),-shared-libasan \
    -Wl$(comma)-rpath$(comma)$(dir $(shell $(CC) -print-file-name=libclang_rt.asan-x86_64.so)))
host_cflags := $(CFLAGS_COMMON) -O1 -fno-omit-frame-pointer -Igenerated/abi -Iboot/image/include \
    $(host_sanitize) -fno-sanitize-recover=all
# Hidden: the kernel's sched_yield() is not the one that the C library's threads call.
host_kernel_cflags := $(host_cflags) -DKOZO_PARANOID -fvisibility=hidden -Itests/host/include \
    -Igenerated/tests/include -Ikernel/include -Igenerated/kernel -Igenerated/user
host_services_cflags := $(host_cflags) -Igenerated/tests/include -Iservices/lib/include \
    -Igenerated/user -Igenerated/server -Igenerated/system/default

host_conform_cflags := $(host_cflags) -fno-strict-aliasing -DKOZO_PARANOID -fvisibility=hidden \
    -Itests/host/conform -Igenerated/tests/include -Itests/host/include -Ikernel/include \
    -Igenerated/kernel -Igenerated/user -Igenerated/server -Iservices/lib/include
# What the same YAML gives with that of tests/interfaces.
interfaces_out := $(BUILD)/interfaces
interfaces_generated := $(interfaces_out)/generated
host_interfaces_cflags = $(subst -Igenerated/,-I$(interfaces_generated)/,$(host_conform_cflags))
host_machine_cflags := $(host_cflags) -DKOZO_PARANOID -Itests/host/machine/include \
    -Ikernel/arch/x86_64/include -Ikernel/include -Igenerated/kernel

# $(call host_rules,FLAVOUR,SOURCES): the archive that the tests of a flavour link.
define host_rules
$(BUILD)/obj/host-$(1)/%.c.o: %.c $(makefiles) | need-check
	@mkdir -p $$(@D); $$(call say,HOSTCC,$$<)
	$$(Q)$$(CC) $$(host_$(1)_cflags) -c $$< -o $$@

$(host_$(1)): $(call objects,host-$(1),$(2) $(call host_support,$(1)))
	@mkdir -p $$(@D); $$(call say,AR,$$@)
	$$(Q)rm -f $$@; $$(AR) rcsD $$@ $$^
endef
$(eval $(call host_rules,kernel,$(kernel_generic_sources)))
$(eval $(call host_rules,machine,kernel/arch/x86_64/apic.c kernel/arch/x86_64/clock.c))
$(eval $(call host_rules,services,generated/abi/kozo/abi/names.c))
$(eval $(call host_rules,conform,$(call sources,generated/abi,*.c) \
    generated/kernel/kozo/gen/dispatch.c $(host_conform_lib)))

# $(call host_test,SOURCE,FLAVOUR)
define host_test
$(call host_binary,$(1)): $(call objects,host-$(2),$(1)) $(host_$(2))
	@$$(call say,HOSTLD,$$@)
	$$(Q)$$(CC) $(if $(filter-out model,$(2)),$(host_link_sanitize)) $$(filter %.o,$$^) $(host_$(2)) \
	    -lcmocka -o $$@
endef
$(foreach test,$(host_tests),$(eval $(call host_test,$(test),$(call host_flavour,$(test)))))

# Tests watch registers one by one, which only the kernel's view of them names. Generated headers of
# tests come last: some have the names of what programs use. Under PARANOID each system call takes
# as long as there are capabilities: samples are smaller then, and no bounds are exact.
$(BUILD)/obj/user/tests/%.o: user_cflags += -Itests/guest/lib -Igenerated/kernel \
    -Igenerated/tests/include $(CFLAGS_PARANOID)
$(BUILD)/obj/user/generated/tests/%.o: user_cflags += -Igenerated/tests/include
# Those that serve an interface of tests/interfaces are built with what that gives.
lending_objects = $(call objects,user,$(call sources,tests/guest/lending,*.c))
$(lending_objects): user_cflags := $(subst -Igenerated/,-I$(interfaces_generated)/,$(user_cflags)) \
    -Itests/guest/lib $(CFLAGS_PARANOID)
$(lending_objects): | $(interfaces_generated)/MANIFEST
$(BUILD)/images/lending/init: contracts := $(interfaces_generated)/contracts
guest_more_chaos := generated/tests/matrix.c generated/tests/grammar.c

# $(call guest,FOLDER): the images of one guest program.
guest_folders := $(filter-out tests/guest/lib,$(patsubst %/,%,$(sort $(dir $(wildcard \
    tests/guest/*/*.c tests/bench/*/*.c)))))
guest_image = $(BUILD)/images/$(notdir $(1))
define guest
$(call program,$(guest_image)/init,$(call sources,$(1) tests/guest/lib,*.c *.S) \
    $(guest_more_$(notdir $(1))))
$(call initrd_rule,$(guest_image)/initrd.cpio,init=$(guest_image)/init)
$(call esp_rule,$(guest_image)/esp.img,$(guest_image)/initrd.cpio)
endef
$(foreach folder,$(guest_folders),$(eval $(call guest,$(folder))))
guest_images := $(foreach folder,$(guest_folders),$(BUILD)/images/$(notdir $(folder))/esp.img)

qemu_py = $(PYTHON) tests/harness/qemu.py $(BUILD) --boot $(BOOT) --media $(MEDIA) --cpus $(CPUS) \
    --memory $(MEM) --kvm "$(KVM)" --cmdline "$(CMDLINE)"
run_py = $(PYTHON) tests/harness/run.py --filter "$(T)"

.PHONY: qemu debug check check-fast lint bench host-tests test-images test-builds
qemu debug: $(if $(filter disk usb,$(MEDIA)),$(disk))
qemu: all need-qemu ## Boot in QEMU with the serial line on the terminal; Ctrl-C ends it
	@$(qemu_py)

debug: all need-qemu need-debug ## Boot in QEMU halted at the first instruction, with gdb attached
	@$(qemu_py) --debug

host-tests: $(host_binaries)
	$(Q)rm -f $(filter-out $^,$(wildcard $(BUILD)/host/test_*)) # of sources that are gone
test-images: all $(disk) $(guest_images)

# The systems that tests boot besides the default one.
.PHONY: other-systems
other-systems:
	+$(Q)$(MAKE) SYSTEM=check all
	+$(if $(RUSTC),$(Q)$(MAKE) SYSTEM=rust all)

# Every configuration that is tested, one after the other; each uses all processors.
test-builds: need-check need-clang
	+$(Q)$(MAKE) TOOLCHAIN=gcc CC=gcc PARANOID= test-images host-tests other-systems
	+$(Q)$(MAKE) TOOLCHAIN=clang CC=clang PARANOID= test-images
	+$(Q)$(MAKE) TOOLCHAIN=gcc CC=gcc PARANOID=1 test-images

check: test-builds ## Build with gcc and clang, run all tests and lints
	@$(run_py) --configs gcc,clang,gcc-paranoid

# What a test needs that T names by its file: less than all, so that one is soon repeated.
fast_host = $(filter $(BUILD)/host/$(notdir $(T)),$(host_binaries) $(interfaces_binaries))
fast_guest = $(filter $(BUILD)/images/$(T:guest/%=%)/esp.img,$(guest_images))
fast_system = $(if $(wildcard tests/system/$(notdir $(T:.py=)).py),test-images other-systems)
check-fast: need-check ## Test one build, direct boot only
	+$(Q)$(MAKE) $(or $(fast_host),$(fast_guest),$(fast_system),test-images host-tests other-systems)
	@$(run_py) --configs $(CONFIG) --boots direct

lint: all $(BUILD)/host/test_decode need-check need-clang ## Run the lints
	@$(run_py) --only lint

bench: test-images need-check ## Count instructions; BASELINE=update makes them the baseline
	@PYTHONPATH=tests/harness $(PYTHON) tests/bench/bench.py $(BUILD) \
	    $(if $(filter update,$(BASELINE)),--update)

include $(sort $(wildcard tests/*/*.mk))
