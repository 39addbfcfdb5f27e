# SPDX-License-Identifier: MIT
# kernel.elf: every .c and .S below kernel/, the generated dispatcher and the image readers.
kernel_elf := $(BUILD)/kernel.elf
kernel_offsets := $(BUILD)/include/asm_offsets.h
kernel_offsets_source := kernel/arch/x86_64/asm_offsets.c
kernel_generic_sources := $(filter-out kernel/main.c kernel/arch/%,$(call sources,kernel,*.c)) \
    $(call sources,generated/kernel boot/image,*.c) generated/abi/kozo/abi/names.c
kernel_sources := $(kernel_generic_sources) kernel/main.c \
    $(filter-out $(kernel_offsets_source),$(call sources,kernel/arch/x86_64,*.c *.S)) \
    boot/image/font.S
kernel_objects := $(call objects,kernel,$(kernel_sources))

kernel_includes := -Ikernel/include -Ikernel/arch/x86_64/include -I$(BUILD)/include \
    -Igenerated/abi -Igenerated/kernel -Iboot/image/include
kernel_cflags := $(CFLAGS_COMMON) $(CFLAGS_PARANOID) $(kernel_includes) -ffreestanding \
    -mno-red-zone -mgeneral-regs-only -mcmodel=kernel -fno-pic -fno-omit-frame-pointer \
    -fno-common -fno-asynchronous-unwind-tables -fstack-protector-strong \
    -mstack-protector-guard=global -ffunction-sections -fdata-sections
# Padding of what is jumped to or called costs the kernel 5 KB of code. clang pads little.
kernel_cflags += $(if $(filter gcc,$(TOOLCHAIN)),-falign-functions=4 -falign-jumps=1 \
    -falign-labels=1 -falign-loops=1)
kernel_asflags := -g -MMD -MP -ffile-prefix-map=$(CURDIR)=. $(kernel_includes) \
    $(CFLAGS_PARANOID) -D__ASSEMBLER__
kernel_ldflags := -nostdlib -static -T kernel/kernel.ld -z max-page-size=4096 -z noexecstack
kernel_link = $(LD) $(kernel_ldflags) --gc-sections --build-id=none

# gcc sees the whole kernel when it links it: a handler that one decoder calls becomes a part of it.
# It makes no variants of functions, whose names would be none of the source's.
# What it warns of only then depends on what it inlined, and so on its version.
ifeq ($(TOOLCHAIN),gcc)
kernel_lto := -flto -flto-partition=one -fno-ipa-cp -fno-ipa-sra -fno-partial-inlining
kernel_link = $(CC) $(kernel_cflags) $(kernel_lto) -Wno-error $(kernel_ldflags) \
    -Xlinker --gc-sections -Xlinker --build-id=none
endif

# Whole files that run only at boot, as BOOT_ONLY says of functions: their sections become `.once*`.
# Not with the rest, of which gcc would else make them a part, or the rest a part of them.
kernel_boot_only := $(call sources,kernel/boot $(addprefix kernel/arch/x86_64/,boot \
    acpi smp),*.c) kernel/main.c $(addprefix kernel/arch/x86_64/,kernel_map.c traps/idt.c) \
    $(addprefix boot/image/,checksum.c cpio.c elf.c memory_map.c multiboot2.c)
kernel_boot_only_objects := $(call objects,kernel,$(kernel_boot_only))
$(kernel_boot_only_objects): kernel_lto :=
$(kernel_boot_only_objects): kernel_once = $(Q)$(OBJCOPY) --prefix-alloc-sections=.once $@

# Each panic there names its own line.
$(BUILD)/obj/kernel/kernel/boot/init_task.c.o: \
    kernel_cflags += $(if $(filter gcc,$(TOOLCHAIN)),-fno-crossjumping)
# These define what code refers to that only comes into being then.
$(addprefix $(BUILD)/obj/kernel/kernel/,arch/x86_64/string.c.o debug/panic.c.o): kernel_lto :=

# What runs once, or seldom, or for people to read, is to be small instead of fast.
kernel_small := kernel/ipc/lend.c kernel/debug boot/image generated/abi \
    $(addprefix kernel/arch/x86_64/,cpu.c power.c screen.c serial.c traps/dump.c) \
    kernel/ipc/wait_by.c $(kernel_boot_only)
$(foreach path,$(kernel_small),$(if $(filter %.c,$(path)), \
    $(eval $(BUILD)/obj/kernel/$(path).o: kernel_cflags += -Os), \
    $(eval $(BUILD)/obj/kernel/$(path)/%.o: kernel_cflags += -Os)))

# Assembly calls these with the thread, or what the program has, in the frame pointer, where a
# backtrace ends.
$(addprefix $(BUILD)/obj/kernel/kernel/ipc/,fast_path.c.o fast_method.c.o): \
    kernel_cflags += -fomit-frame-pointer

# Results of handlers lie on the stack of the decoders, but nothing that could overflow.
$(BUILD)/obj/kernel/generated/kernel/kozo/gen/dispatch.c.o: kernel_cflags += -fstack-protector

.PHONY: kernel
kernel: $(kernel_elf) $(BUILD)/kernel.lst

$(BUILD)/obj/kernel/%.c.o: %.c $(makefiles) | need-build
	@mkdir -p $(@D); $(call say,CC,$<)
	$(Q)$(CC) $(kernel_cflags) $(kernel_lto) -c $< -o $@
	$(kernel_once)

$(BUILD)/obj/kernel/%.S.o: %.S $(makefiles) $(kernel_offsets) | need-build
	@mkdir -p $(@D); $(call say,AS,$<)
	$(Q)$(CC) $(kernel_asflags) -c $< -o $@

# asm_offsets.c emits `.ascii "->NAME VALUE"` for every constant that assembly needs.
$(kernel_offsets): $(kernel_offsets_source) $(makefiles) | need-build
	@mkdir -p $(@D) $(BUILD)/obj/kernel; $(call say,OFFSETS,$@)
	$(Q)$(CC) $(kernel_cflags) -MF $(BUILD)/obj/kernel/asm_offsets.d -MT $@ -S $< -o $@.s
	$(Q)sed -n 's/^.*->\([A-Za-z0-9_]*\) [$$#]*\(-*[0-9]*\).*/#define \1 \2/p' $@.s >$@.new
	$(Q)cmp -s $@.new $@ || cp $@.new $@; rm $@.new; touch $@

# What the in-kernel backtrace knows of functions and lines is linked in by a second pass. It lies
# behind all functions, so that it moves none of them; the recipe makes sure.
$(BUILD)/kernel.pass1: $(kernel_objects) $(BUILD)/obj/kernel/no_symbols.o kernel/kernel.ld
	$(Q)$(kernel_link) $(filter %.o,$^) -o $@

$(kernel_elf): $(BUILD)/kernel.pass1 $(BUILD)/obj/kernel/symbols.o kernel/kernel.ld \
    kernel/checksum.sh
	@$(call say,LD,$@)
	$(Q)$(kernel_link) $(kernel_objects) $(BUILD)/obj/kernel/symbols.o -o $@
	$(Q)$(NM) $< | grep -i ' t ' >$<.text; $(NM) $@ | grep -i ' t ' | cmp - $<.text || \
	    { echo "$@: functions moved between the two passes"; rm $@; exit 1; }
	$(Q)sh kernel/checksum.sh $(NM) $(OBJCOPY) $@

kernel_symbols = LC_ALL=C awk -f kernel/symbols.awk
kernel_lines = LC_ALL=C awk -v root=$(CURDIR)/ -f kernel/lines.awk
$(BUILD)/obj/kernel/no_symbols.s: kernel/symbols.awk kernel/lines.awk
	@mkdir -p $(@D)
	$(Q){ $(kernel_symbols); $(kernel_lines); } </dev/null >$@
$(BUILD)/obj/kernel/symbols.s: $(BUILD)/kernel.pass1 kernel/symbols.awk kernel/lines.awk
	$(Q)$(NM) -n $< | $(kernel_symbols) >$@
	$(Q)$(OBJDUMP) --dwarf=decodedline --wide $< | $(kernel_lines) >>$@
$(BUILD)/obj/kernel/%.o: $(BUILD)/obj/kernel/%.s
	$(Q)$(CC) -c $< -o $@

$(BUILD)/kernel.lst: $(kernel_elf)
	$(Q)$(OBJDUMP) -dlz --no-show-raw-insn $< >$@
