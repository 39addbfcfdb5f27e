# SPDX-License-Identifier: MIT
# GRUB for tests, on a disk of its own beside the EFI System Partition that it boots from: for a
# BIOS the image that starts at the disk's first sector, for UEFI a file system with BOOTX64.EFI.
grub_config := tests/boot/embedded.cfg
grub_modules := memdisk tar normal configfile search search_fs_file part_gpt part_msdos fat echo \
    test serial terminal hashsum gcry_crc multiboot2
grub_images := $(BUILD)/grub/grub.img $(BUILD)/grub/grub-efi.img

# $(call grub_core,FORMAT,OUTPUT,MODULES)
define grub_core
$(Q)mkdir -p $(2).d/boot/grub; cp $(grub_config) $(2).d/boot/grub/grub.cfg
$(Q)tar --sort=name --mtime=@$(SOURCE_DATE_EPOCH) --owner=0 --group=0 --numeric-owner \
    -C $(2).d -cf $(2).tar boot
$(Q)grub-mkimage -O $(1) -m $(2).tar -p '(memdisk)/boot/grub' -o $(2) $(grub_modules) $(3)
endef

$(BUILD)/grub/grub.img: $(grub_config) $(makefiles) | need-grub
	@mkdir -p $(@D); $(call say,GRUB,$@)
	$(call grub_core,i386-pc,$(@D)/core.img,biosdisk)
	$(Q)cat /usr/lib/grub/i386-pc/boot.img $(@D)/core.img >$@
	$(Q)truncate -s 1M $@ # less has no cylinder, and SeaBIOS does not read it

$(BUILD)/grub/grub-efi.img: $(grub_config) $(makefiles) | need-grub
	@mkdir -p $(@D); $(call say,GRUB,$@)
	$(call grub_core,x86_64-efi,$(@D)/BOOTX64.EFI,efi_gop)
	$(Q)rm -f $@; mformat -C -i $@ -T 8192 -N 4b4f5a47 -v GRUB ::
	$(Q)mmd -i $@ ::/EFI ::/EFI/BOOT; mcopy -i $@ $(@D)/BOOTX64.EFI ::/EFI/BOOT/BOOTX64.EFI

test-images: $(grub_images)
ifneq ($(filter grub%,$(BOOT)),)
qemu debug: $(grub_images)
endif
