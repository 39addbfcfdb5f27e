# SPDX-License-Identifier: MIT
# Programs: each folder services/<name>/ becomes build/<config>/programs/<name>, linked with
# libkozo (services/lib and the generated server skeletons). Guest tests and benchmarks are built
# the same way; each starts in init's place. A program's folder may hold .c and .S files.
program_ld := services/lib/program.ld
program_names := $(sort $(filter-out lib,$(notdir $(patsubst %/,%,$(dir \
    $(wildcard services/*/*.c))))))
programs := $(addprefix $(BUILD)/programs/,$(program_names))
libkozo := $(BUILD)/libkozo.a
embed_contracts := services/embed-contracts.sh
PROGRAM ?= shell

user_cflags := $(CFLAGS_COMMON) -ffreestanding -fno-strict-aliasing -mgeneral-regs-only \
    -fno-pic -static -fno-omit-frame-pointer -fno-common -fno-asynchronous-unwind-tables \
    -fno-stack-protector -Iservices/lib/include -Igenerated/abi -Igenerated/user \
    -Igenerated/server -Igenerated/system/$(SYSTEM) -Igenerated/system -Iboot/image/include
user_ldflags := -nostdlib -static -T $(program_ld) -z max-page-size=4096 -z noexecstack \
    --build-id=none

# Programs that a manifest gives the FPU are compiled for it; what they share with others is not.
fpu_programs := $(sort $(shell awk -F'"' '/[.]image =/ { image = $$2 } \
    /[.]fpu = true/ { print image }' $(wildcard generated/system/*/manifest.c)))
$(foreach name,$(fpu_programs),$(BUILD)/obj/user/services/$(name)/%.o): \
    user_cflags := $(filter-out -mgeneral-regs-only,$(user_cflags))

libkozo_sources := $(call sources,services/lib,*.c *.S) $(call sources,generated/server,*.c) \
    generated/abi/kozo/abi/names.c $(call sources,boot/image,*.c)

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
	$$(Q)sh $(embed_contracts) $$(OBJCOPY) $$@
endef

system_manifest := $(call sources,generated/system/$(SYSTEM),manifest.c)
$(foreach name,$(program_names),$(eval $(call program,$(BUILD)/programs/$(name),\
    $(call sources,services/$(name),*.c *.S) $(if $(filter init,$(name)),$(system_manifest)))))
