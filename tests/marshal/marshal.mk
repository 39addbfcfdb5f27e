# SPDX-License-Identifier: MIT
# What marshalling costs on the host: the generated stubs of tests/interfaces/marshal.yaml, and what
# people write by hand, each a source of this folder. See README.md.
marshal_contenders := hand generated
marshal_driver := $(BUILD)/marshal/driver
marshal_cflags := $(CFLAGS_COMMON) -fno-strict-aliasing -fcf-protection=none -Wno-unused-parameter \
    -Itests/marshal -Itests/marshal/include $(foreach folder,tests/include abi user server,\
    -I$(interfaces_generated)/$(folder)) -Iservices/lib/include \
    '-DCONTENDERS=$(foreach name,$(marshal_contenders),X($(name)))'

$(BUILD)/marshal/%.o: tests/marshal/%.c $(interfaces_generated)/MANIFEST $(makefiles) \
    | need-check need-bench
	@mkdir -p $(@D); $(call say,HOSTCC,$<)
	$(Q)$(CC) $(marshal_cflags) -c $< -o $@

$(marshal_driver): $(patsubst %,$(BUILD)/marshal/%.o,driver $(marshal_contenders))
	@$(call say,HOSTLD,$@)
	$(Q)$(CC) $^ -o $@

bench: $(marshal_driver)
-include $(wildcard $(BUILD)/marshal/*.d)
