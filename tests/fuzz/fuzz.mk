# SPDX-License-Identifier: MIT
# The harness of all decoders, by clang with libFuzzer: generated code, the tables and drivers of
# its tests, rendered with the interfaces that only tests have. Only generated code is observed.
## RUNS=10000000   of make fuzz and make fuzz-decoders: inputs for the generated decoders
RUNS ?= 10000000
fuzz_clang := $(if $(findstring clang,$(CC)),$(CC),clang)
fuzz_out := $(BUILD)/fuzz
fuzz_program := $(fuzz_out)/decoders
fuzz_cflags = $(filter-out -Werror,$(host_interfaces_cflags)) -Itests/fuzz/include -Itests/fuzz
fuzz_drivers := $(patsubst %,$(fuzz_out)/%.o,$(call sources,tests/fuzz,*.c) \
    $(filter-out %/test_wire.c,$(call sources,tests/host/conform,*.c)) $(host_conform_lib))
fuzz_generated := fuzz/*.c kernel/kozo/gen/dispatch.c tests/test_*.c

.PHONY: fuzz-decoders
host-tests: $(fuzz_program)
fuzz: fuzz-decoders

$(fuzz_out)/%.o: % $(interfaces_generated)/MANIFEST $(makefiles) | need-fuzz
	@mkdir -p $(@D); $(call say,FUZZCC,$<)
	$(Q)$(fuzz_clang) $(fuzz_cflags) -c $< -o $@

# The generated tests bring their own main(); the compiler of the host tests has warned of them. The
# shell finds them: make may have looked into these folders before there was anything.
$(fuzz_program): $(fuzz_drivers) | need-fuzz
	@mkdir -p $(@D); $(call say,FUZZLD,$@)
	$(Q)$(fuzz_clang) $(filter-out -MMD -MP,$(fuzz_cflags)) -w -fsanitize=fuzzer \
	    "-Dmain=static __attribute__((unused)) tests_main" \
	    $$(ls $(fuzz_generated:%=$(interfaces_generated)/%) | grep -v /test_abi.c) \
	    $(fuzz_drivers) -lcmocka -o $@

fuzz-decoders: $(fuzz_program) ## RUNS inputs for all generated decoders; part of make fuzz
	@mkdir -p $(fuzz_out)/corpus $(fuzz_out)/found
	@$< -runs=$(RUNS) -artifact_prefix=$(fuzz_out)/found/ $(fuzz_out)/corpus
-include $(fuzz_drivers:.o=.d)
