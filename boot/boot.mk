# SPDX-License-Identifier: MIT
# The UEFI loader, and what is booted: CPIO initrds, EFI System Partitions and the image of a disk,
# made without root.
efi_app := $(BUILD)/BOOTX64.EFI
efi_sources := $(call sources,boot/uefi boot/image,*.c *.S)
efi_include := /usr/include/efi
efi_lib := /usr/lib
# -mno-avx etc. are implied by -mgeneral-regs-only; memcpy() and friends are boot/uefi/string.c.
efi_cflags := $(CFLAGS_COMMON) -ffreestanding -fpic -fshort-wchar -mno-red-zone \
    -mgeneral-regs-only -fno-stack-protector -fno-asynchronous-unwind-tables \
    -DGNU_EFI_USE_MS_ABI -isystem $(efi_include) -isystem $(efi_include)/x86_64 \
    -Igenerated/abi -Iboot/image/include
efi_sections := .text .sdata .data .rodata .dynamic .dynsym .rel .rela .rel.* .rela.* .reloc

# The console's font, rows of 8x16 pixels for the characters ' ' to '~', out of a PSF1 font: a
# header of 4 bytes, then the glyphs from character 0 on.
font_psf := /usr/share/consolefonts/Unifont-APL8x16.psf.gz
font := $(BUILD)/include/font.bin

initrd := $(BUILD)/initrd.cpio
esp := $(BUILD)/esp.img
disk := $(BUILD)/disk.img
kernel_boot_elf := $(BUILD)/boot/kernel.elf

.PHONY: bootable image
bootable: $(esp) kernel

image: $(disk) ## Make the image of a bootable disk or USB stick
	@printf '%s: %s MiB, sha256 %.16s...\n' $(disk) $$(($$(stat -c %s $(disk)) / 1048576)) \
	    "$$(sha256sum <$(disk))"
	@echo 'Write it to a stick (everything on it is lost; lsblk names the device):'
	@echo '    sudo dd if=$(disk) of=/dev/sdX bs=4M conv=fsync status=progress'

$(BUILD)/obj/efi/%.c.o: %.c $(makefiles) | need-build
	@mkdir -p $(@D); $(call say,CC,$<)
	$(Q)$(CC) $(efi_cflags) -c $< -o $@

$(BUILD)/obj/efi/%.S.o: %.S $(makefiles) | need-build
	@mkdir -p $(@D); $(call say,AS,$<)
	$(Q)$(CC) -MMD -MP -I$(BUILD)/include -D__ASSEMBLER__ -c $< -o $@

$(font): boot/boot.mk | need-build
	@mkdir -p $(@D)
	$(Q)gzip -dc $(font_psf) | tail -c +$$((4 + 16 * 32 + 1)) | head -c $$((16 * 95)) >$@
$(foreach flavour,efi kernel,$(call objects,$(flavour),boot/image/font.S)): $(font)

# Linked as a shared object, which keeps the relocations that crt0 applies, then turned into PE.
# The crt0 of newer releases of gnu-efi (3.0.18 is one) calls _entry(), which would start a library
# that we do not use.
$(efi_app): $(call objects,efi,$(efi_sources))
	@mkdir -p $(@D); $(call say,EFI,$@)
	$(Q)$(LD) -nostdlib -shared -Bsymbolic -znocombreloc --no-undefined -z noexecstack \
	    --defsym=_entry=efi_main -T $(efi_lib)/elf_x86_64_efi.lds \
	    $(efi_lib)/crt0-efi-x86_64.o $^ -L$(efi_lib) -lgnuefi -o $@.so
	$(Q)$(OBJCOPY) $(patsubst %,-j '%',$(efi_sections)) --output-target efi-app-x86_64 \
	    --subsystem=10 $@.so $@

$(kernel_boot_elf): $(kernel_elf)
	@mkdir -p $(@D)
	$(Q)$(OBJCOPY) --strip-debug $< $@

# CRC-32 of a file, out of gzip's trailer.
crc32 = gzip -1nc $(1) | tail -c 8 | head -c 4 | od -An -tx4 | tr -d ' '

# $(call initrd_rule,OUTPUT,NAME=FILE...): a flat archive of stripped programs, then its checksum.
define initrd_rule
$(1): $(foreach entry,$(2),$(lastword $(subst =, ,$(entry))))
	@mkdir -p $$(@D); $$(call say,CPIO,$$@)
	$$(Q)rm -rf $$@.d; mkdir $$@.d
	$$(Q)$(foreach entry,$(2),$$(OBJCOPY) --strip-debug $(lastword $(subst =, ,$(entry))) \
	    $$@.d/$(firstword $(subst =, ,$(entry)));) chmod 755 $$@.d/*
	$$(Q)touch -d @$$(SOURCE_DATE_EPOCH) $$@.d/*
	$$(Q)cd $$@.d && ls | LC_ALL=C sort | \
	    cpio --quiet -o -H newc --reproducible -R 0:0 >$$(CURDIR)/$$@
	$$(Q)printf 'CRC-32 %s\n' $$$$($$(call crc32,$$@)) >>$$@
endef

# $(call esp_rule,OUTPUT,INITRD): a FAT file system with the loader, and a folder with the kernel,
# the initrd, the command line, GRUB's configuration and a list of the checksums of these. It is
# FAT32, which UEFI asks for outside removable media: 36 MiB is little more than the smallest. Its
# boot sector knows where on the disk it will be.
esp_start := 2048
esp_size := 73728
define esp_rule
$(1): $(2) $(efi_app) $(kernel_boot_elf) $(BUILD)/cmdline $(BUILD)/grub.cfg
	@$$(call say,ESP,$$@)
	$$(Q)for file in $(kernel_boot_elf) $(2) $(BUILD)/cmdline $(BUILD)/grub.cfg; do \
	    echo "$$$$($$(call crc32,$$$$file))  $$$${file##*/}"; done >$$@.crc32
	$$(Q)rm -f $$@; mformat -C -F -i $$@ -T $(esp_size) -H $(esp_start) \
	    -N 4b4f5a4f -v KOZO ::
	$$(Q)mmd -i $$@ ::/EFI ::/EFI/BOOT ::/kozo
	$$(Q)mcopy -i $$@ $(efi_app) ::/EFI/BOOT/BOOTX64.EFI
	$$(Q)mcopy -i $$@ $(kernel_boot_elf) ::/kozo/kernel.elf
	$$(Q)mcopy -i $$@ $(2) ::/kozo/initrd.cpio
	$$(Q)mcopy -i $$@ $(BUILD)/cmdline ::/kozo/cmdline
	$$(Q)mcopy -i $$@ $(BUILD)/grub.cfg ::/kozo/grub.cfg
	$$(Q)mcopy -i $$@ $$@.crc32 ::/kozo/crc32
endef

$(BUILD)/cmdline: FORCE
	@mkdir -p $(@D)
	@printf '%s' '$(CMDLINE)' | cmp -s - $@ || printf '%s' '$(CMDLINE)' >$@

$(BUILD)/grub.cfg: boot/grub.cfg $(BUILD)/cmdline
	@sed '/^#/!s|COMMAND_LINE|$(CMDLINE)|' $< >$@

$(eval $(call initrd_rule,$(initrd),$(foreach p,$(program_names),$(p)=$(BUILD)/programs/$(p))))
$(eval $(call esp_rule,$(esp),$(initrd)))

# The GUIDs are taken from the contents: equal images have equal ones, and two different sticks in
# one machine do not meet. Their version is 8, "made in a way of one's own" (RFC 9562). The type is
# EFI System Partition (UEFI, 5.3.3). The MiB at the end has room for the second table.
$(disk): $(esp) $(makefiles) | need-image
	@$(call say,GPT,$@)
	$(Q)rm -f $@; truncate -s $$((($(esp_start) + $(esp_size) + 2048) * 512)) $@
	$(Q)set -- $$(sha256sum $< | sed -E \
	    's/(.{8})(.{4}).(.{3}).(.{3})(.{12})/\1-\2-8\3-8\4-\5 /g') && \
	    printf '%s\n' 'label: gpt' "label-id: $$1" 'unit: sectors' "name=KOZO, uuid=$$2, \
	    start=$(esp_start), size=$(esp_size), type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B" | \
	    /sbin/sfdisk -q $@
	$(Q)dd if=$< of=$@ bs=512 seek=$(esp_start) conv=notrunc,sparse status=none
