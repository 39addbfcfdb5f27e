# SPDX-License-Identifier: MIT
# The generated tests of interfaces with client and server in C or in Rust, where there is a rustc.
# The crate, like the modules of the test, is that of the tests' own interfaces, which has all.
rust_host = $(Q)$(RUSTC) $(rust_flags) -C debug-assertions=on --out-dir $(rust_out) -L $(rust_out)
rust_modules := $(filter-out %/lib.rs %/trap.rs,$(wildcard generated/tests/rust/*.rs))
pairs_library := $(rust_out)/libmessages.a
pairs_object := $(BUILD)/obj/host-conform/tests/rust/pairs.c.o
pairs_link = -Wl,--wrap=loop_main $(pairs_object) $(pairs_library) -lcmocka -lpthread -ldl
pairs := $(patsubst generated/tests/rust/%.rs,$(BUILD)/host/pairs_%,$(rust_modules))
pairs_more := $(patsubst $(BUILD)/host/test_%,$(BUILD)/host/pairs_%,$(interfaces_binaries))

ifneq ($(RUSTC),)
host-tests: $(pairs) $(pairs_more)
endif

$(pairs_library): $(interfaces_generated)/MANIFEST tests/rust/pairs.rs $(makefiles)
	@mkdir -p $(@D); $(call say,RUSTC,$@)
	$(rust_host) --cfg kozo_host --crate-type rlib --crate-name kozo \
	    $(interfaces_generated)/rust/lib.rs
	$(rust_host) --crate-type rlib --extern kozo --crate-name pairs tests/rust/pairs.rs
	$(rust_host) --crate-type staticlib --extern kozo --extern pairs --crate-name messages \
	    $(interfaces_generated)/tests/rust/lib.rs

$(pairs): $(BUILD)/host/pairs_%: $(BUILD)/obj/host-conform/generated/tests/test_%.c.o \
    $(pairs_object) $(pairs_library) $(host_conform)
	@$(call say,HOSTLD,$@)
	$(Q)$(CC) $(host_sanitize) $< $(pairs_link) $(host_conform) -o $@

$(pairs_more): $(BUILD)/host/pairs_%: $(pairs_object) $(pairs_library) $(interfaces_driver)
	@$(call say,HOSTCC,$@)
	$(Q)$(CC) $(host_interfaces_cflags) $(interfaces_generated)/tests/test_$*.c \
	    $(interfaces_driver) $(pairs_link) -o $@
