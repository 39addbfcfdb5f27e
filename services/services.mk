# SPDX-License-Identifier: MIT
# Programs: each folder services/<name>/ becomes build/<config>/programs/<name>, linked with
# libkozo (services/lib). Guest tests and benchmarks are built the same way; each starts in init's
# place. A program's folder may hold .c and .S files.
program_ld := services/lib/program.ld
program_names := $(sort $(filter-out lib,$(notdir $(patsubst %/,%,$(dir \
    $(wildcard services/*/*.c))))))
# Those in Rust, which have a main.rs, are built for the systems that run them.
rust_sources := $(wildcard services/*/main.rs)
rust_names := $(sort $(foreach name,$(rust_sources:services/%/main.rs=%),$(if $(shell \
    grep -s '[.]image = "$(name)"' generated/system/$(SYSTEM)/manifest.c),$(name))))
c_names := $(program_names)
program_names += $(rust_names)
programs := $(addprefix $(BUILD)/programs/,$(program_names))
libkozo := $(BUILD)/libkozo.a
embed_contracts := services/embed-contracts.sh
contracts := generated/contracts
PROGRAM ?= shell

# Of what a message may have gcc makes no string instruction, which is slow to start, and of what is
# longer a call: libkozo decides.
user_copies := $(if $(filter gcc,$(TOOLCHAIN)),$(foreach function,memcpy memset,\
    -m$(function)-strategy=loop:512:noalign$(comma)libcall:-1:noalign))
user_cflags := $(CFLAGS_COMMON) $(user_copies) -ffreestanding -fno-strict-aliasing \
    -mgeneral-regs-only -fno-pic -static -fno-omit-frame-pointer -fno-common \
    -fno-asynchronous-unwind-tables -fno-stack-protector -Iservices/lib/include \
    -Igenerated/abi -Igenerated/user -Igenerated/server -Igenerated/system/$(SYSTEM) \
    -Igenerated/system -Iboot/image/include
user_ldflags := -nostdlib -static -T $(program_ld) -z max-page-size=4096 -z noexecstack \
    --build-id=none

# Programs that a manifest gives the FPU are compiled for it; what they share with others is not.
fpu_programs := $(sort $(shell awk -F'"' '/[.]image =/ { image = $$2 } \
    /[.]fpu = true/ { print image }' $(wildcard generated/system/*/manifest.c)))
$(foreach name,$(fpu_programs),$(BUILD)/obj/user/services/$(name)/%.o): \
    user_cflags := $(filter-out -mgeneral-regs-only,$(user_cflags))

libkozo_sources := $(call sources,services/lib,*.c *.S) generated/abi/kozo/abi/names.c \
    $(call sources,boot/image,*.c)

.PHONY: programs describe
programs: $(programs)

describe: $(BUILD)/programs/$(PROGRAM) ## Show what a program was built against: PROGRAM=shell
	@$(OBJCOPY) --dump-section .kozo.contracts=/dev/stdout $< /dev/null | gzip -dc

$(BUILD)/obj/user/%.c.o: %.c $(makefiles) | need-build
	@mkdir -p $(@D); $(call say,CC,$<)
	$(Q)$(CC) $(user_cflags) -I$(<D) -c $< -o $@

$(BUILD)/obj/user/%.S.o: %.S $(makefiles) | need-build
	@mkdir -p $(@D); $(call say,AS,$<)
	$(Q)$(CC) $(user_cflags) -D__ASSEMBLER__ -c $< -o $@

# The archive is made anew, so that a deleted source leaves nothing behind.
$(libkozo): $(call objects,user,$(libkozo_sources))
	@mkdir -p $(@D); $(call say,AR,$@)
	$(Q)rm -f $@; $(AR) rcsD $@ $^

# $(call program,OUTPUT,SOURCES): the rule that links one program.
define program
$(1): $(call objects,user,$(2)) $(libkozo) $(program_ld) $(embed_contracts)
	@mkdir -p $$(@D); $$(call say,LD,$$@)
	$$(Q)$$(LD) $$(user_ldflags) $$(filter %.o,$$^) $$(libkozo) -o $$@
	$$(Q)sh $(embed_contracts) $$(OBJCOPY) $$@ $$(contracts)
endef

system_manifest := $(call sources,generated/system/$(SYSTEM),manifest.c)
$(foreach name,$(c_names),$(eval $(call program,$(BUILD)/programs/$(name),\
    $(call sources,services/$(name),*.c *.S) $(if $(filter init,$(name)),$(system_manifest)))))

# The packaged compiler before any other, since that has been tested. It may be as old as 1.63.
RUSTC ?= $(firstword $(wildcard /usr/bin/rustc) $(shell command -v rustc))
rust_flags := --edition 2021 -O -C panic=abort -D warnings --remap-path-prefix $(CURDIR)=.
rust_out := $(BUILD)/rust
# Programs have the FPU only if the manifest says so. libcore is compiled for it, hence the look
# at what is linked.
rust_user_flags := $(rust_flags) -C codegen-units=1 -C relocation-model=static \
    -C force-frame-pointers -C target-feature=-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2 \
    -L $(rust_out)/user --out-dir $(rust_out)/user
rust_crate = @mkdir -p $(@D); $(call say,RUSTC,$<); \
    $(if $(RUSTC),,echo "RUSTC is empty: name a compiler, or leave it out" >&2; exit 1;) \
    $(if $(V),set -x;) $(RUSTC) $(rust_user_flags) $(addprefix --extern ,$(1)) --crate-name $(2) $<

$(rust_out)/user/libkozo.rlib: generated/rust/lib.rs $(wildcard generated/rust/*.rs) \
    $(makefiles) | need-rust
	$(call rust_crate,,kozo --crate-type rlib)

$(rust_out)/user/libruntime.rlib: services/lib/rust/runtime.rs $(rust_out)/user/libkozo.rlib
	$(call rust_crate,kozo,runtime --crate-type rlib)

$(rust_out)/user/libgrants.rlib: generated/system/$(SYSTEM)/grants.rs \
    $(rust_out)/user/libruntime.rlib
	$(call rust_crate,kozo runtime,grants --crate-type rlib)

# $(call rust_program,NAME)
define rust_program
$(rust_out)/user/lib$(1).a: services/$(1)/main.rs $(wildcard services/$(1)/*.rs) \
    $(rust_out)/user/libgrants.rlib
	$$(call rust_crate,kozo runtime grants,$(1) --crate-type staticlib -C lto)

$(BUILD)/programs/$(1): $(rust_out)/user/lib$(1).a $(libkozo) $(program_ld) $(embed_contracts)
	@mkdir -p $$(@D); $$(call say,LD,$$@)
	$$(Q)$$(LD) $$(user_ldflags) --gc-sections -u main $$< $$(libkozo) -o $$@
	$$(Q)! $$(OBJDUMP) -d $$@ | grep -m1 '%[xy]mm\|%st\|%mm' || \
	    { echo "$$@ uses the FPU, which it is not given" >&2; exit 1; }
	$$(Q)sh $(embed_contracts) $$(OBJCOPY) $$@ $$(contracts)
endef
$(foreach name,$(rust_names),$(eval $(call rust_program,$(name))))
