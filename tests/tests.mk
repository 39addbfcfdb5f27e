# SPDX-License-Identifier: MIT
# Running and testing. Host tests: every tests/host/test_*.c is a cmocka program against the generic
# kernel, compiled for the host with ASan and UBSan, with tests/host/include in place of the
# hardware; every generated/tests/test_*.c one against the fakes in tests/host/conform. Guest tests: every folder tests/guest/<name>/ is a
# program that boots in init's place; tests/bench/<name>/ likewise.
host_kernel := $(BUILD)/host/libkernel.a
host_tests := $(filter-out tests/host/conform/%,$(call sources,tests/host,test_*.c))
host_support := $(filter-out $(host_tests) tests/host/conform/%,$(call sources,tests/host,*.c))
conform_tests := $(call sources,tests/host/conform generated/tests,test_*.c)
host_binaries := $(patsubst %.c,$(BUILD)/host/%,$(notdir $(host_tests) $(conform_tests)))
# Hidden: the kernel's sched_yield() is not the one that the C library's threads call.
host_cflags := $(CFLAGS_COMMON) -DKOZO_PARANOID -fvisibility=hidden -Itests/host/include -Ikernel/include \
    -Igenerated/abi -Igenerated/kernel -Igenerated/user -Igenerated/server \
    -Iservices/lib/include -Iboot/image/include \
    -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all

$(BUILD)/obj/host/%.c.o: %.c $(makefiles) | need-check
	@mkdir -p $(@D); $(call say,HOSTCC,$<)
	$(Q)$(CC) $(host_cflags) -c $< -o $@

host_sources := $(kernel_generic_sources) $(host_support) $(call sources,generated/server,*.c)
$(host_kernel): $(call objects,host,$(host_sources))
	@mkdir -p $(@D); $(call say,AR,$@)
	$(Q)rm -f $@; $(AR) rcsD $@ $^

define host_test
$(BUILD)/host/$(basename $(notdir $(1))): $(call objects,host,$(1)) $(host_kernel)
	@$$(call say,HOSTLD,$$@)
	$$(Q)$$(CC) -fsanitize=address,undefined $$(filter %.o,$$^) $(host_kernel) -lcmocka -o $$@
endef
$(foreach test,$(host_tests),$(eval $(call host_test,$(test))))

# Tests of generated code alone: what is around it, the kernel included, is a fake of theirs.
conform_library := $(BUILD)/host/libconform.a
conform_sources := $(filter-out $(conform_tests),$(call sources,tests/host/conform,*.c)) \
    $(call sources,generated/server generated/abi,*.c) generated/kernel/kozo/gen/dispatch.c
conform_includes := -Itests/host/conform -Igenerated/tests/include

$(BUILD)/obj/conform/%.c.o: %.c $(makefiles) | need-check
	@mkdir -p $(@D); $(call say,HOSTCC,$<)
	$(Q)$(CC) $(conform_includes) $(host_cflags) -c $< -o $@

$(conform_library): $(call objects,conform,$(conform_sources))
	@mkdir -p $(@D); $(call say,AR,$@)
	$(Q)rm -f $@; $(AR) rcsD $@ $^

define conform_test
$(BUILD)/host/$(basename $(notdir $(1))): $(call objects,conform,$(1)) $(conform_library)
	@$$(call say,HOSTLD,$$@)
	$$(Q)$$(CC) -fsanitize=address,undefined $$^ -lcmocka -o $$@
endef
$(foreach test,$(conform_tests),$(eval $(call conform_test,$(test))))

# $(call guest,FOLDER): the images of one guest program.
guest_folders := $(filter-out tests/guest/lib,$(patsubst %/,%,$(sort $(dir $(wildcard \
    tests/guest/*/*.c tests/bench/*/*.c)))))
guest_image = $(BUILD)/images/$(notdir $(1))
define guest
$(call program,$(guest_image)/init,$(call sources,$(1) tests/guest/lib,*.c *.S))
$(call initrd,$(guest_image)/initrd.cpio,init=$(guest_image)/init)
$(call esp,$(guest_image)/esp.img,$(guest_image)/initrd.cpio)
endef
$(foreach folder,$(guest_folders),$(eval $(call guest,$(folder))))
guest_images := $(foreach folder,$(guest_folders),$(guest_image)/esp.img)

qemu_py = $(PYTHON) tests/harness/qemu.py $(BUILD) --boot $(BOOT) --cpus $(CPUS) --memory $(MEM) \
    --kvm "$(KVM)" --cmdline "$(CMDLINE)"
run_py = $(PYTHON) tests/harness/run.py --filter "$(T)"

.PHONY: qemu debug check check-fast lint host-tests test-images test-builds
qemu: all need-qemu ## Boot in QEMU with the serial line on the terminal; Ctrl-C ends it
	@$(qemu_py)

debug: all need-qemu need-debug ## Boot in QEMU halted at the first instruction, with gdb attached
	@$(qemu_py) --debug

host-tests: $(host_binaries)
test-images: all $(guest_images)

# Every configuration that is tested, one after the other; each uses all processors.
test-builds: need-check need-clang
	+$(Q)$(MAKE) TOOLCHAIN=gcc CC=gcc PARANOID= test-images host-tests
	+$(Q)$(MAKE) TOOLCHAIN=clang CC=clang PARANOID= test-images
	+$(Q)$(MAKE) TOOLCHAIN=gcc CC=gcc PARANOID=1 test-images

check: test-builds ## Build with gcc and clang, run all tests and lints
	@$(run_py) --configs gcc,clang,gcc-paranoid

check-fast: test-images host-tests need-check ## The tests of one configuration, direct boot only
	@$(run_py) --configs $(CONFIG) --boots direct

lint: need-check ## Run the lints
	@$(run_py) --only lint
