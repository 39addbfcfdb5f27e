# SPDX-License-Identifier: MIT
# Interfaces that only tests have: rendered beside those of idl/, each with its generated host test.
interfaces_yaml := $(wildcard tests/interfaces/*.yaml)
interfaces_binaries := $(patsubst tests/interfaces/%.yaml,$(BUILD)/host/test_%,$(interfaces_yaml))
interfaces_driver := $(filter-out tests/host/conform/decode% tests/host/conform/test_%,\
    $(call sources,tests/host/conform,*.c)) $(host_conform_lib)
host-tests: $(interfaces_binaries)

$(interfaces_generated)/MANIFEST: $(interfaces_yaml) $(makefiles) \
    $(call sources,idl generator,*.yaml *.py *.h *.c *.rs) | need-generate
	@mkdir -p $(interfaces_out); $(call say,IDL,$@)
	$(Q)rm -rf $(interfaces_out)/idl; cp -r idl $(interfaces_out)/idl
	$(Q)cp $(interfaces_yaml) $(interfaces_out)/idl/services
	$(Q)$(KOZO_IDL) --idl $(interfaces_out)/idl generate --out $(interfaces_generated) \
	    --ir $(interfaces_out)/ir.json >$(interfaces_out)/log
	$(Q)touch $@

$(interfaces_binaries): $(BUILD)/host/test_%: $(interfaces_generated)/MANIFEST \
    $(interfaces_driver) | need-check
	@mkdir -p $(@D); $(call say,HOSTCC,$@)
	$(Q)$(CC) $(host_interfaces_cflags) $(interfaces_generated)/tests/test_$*.c \
	    $(interfaces_driver) -lcmocka -o $@
