# SPDX-License-Identifier: MIT
# KOZO: the one entry point. Non-recursive: each folder's .mk declares what is built from it; the
# only recursion is `make check` building other configurations. Everything derived is in
# build/<config>/, except the committed generated/.
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
.SUFFIXES:

##@ Variables
## TOOLCHAIN=gcc|clang   compiler (CC=clang does the same)
## PARANOID=1            check every kernel invariant after every operation
## SYSTEM=default        which of idl/systems/ is built
## BOOT=uefi|direct|grub|grub-efi   OVMF and the loader; -kernel (PVH); GRUB from a BIOS or OVMF
## MEDIA=esp|disk|usb    what OVMF boots from: the bare file system, or the image as disk or stick
## CPUS=1 MEM=512 KVM=1  the virtual machine
## CMDLINE="..."         kernel command line
## T=name                only tests whose name contains this
## V=1 WERROR=           show commands; warnings are not errors
TOOLCHAIN ?= $(if $(findstring clang,$(CC)),clang,gcc)
ifeq ($(origin CC),default)
CC := $(TOOLCHAIN)
endif
SYSTEM ?= default
BOOT ?= uefi
MEDIA ?= esp
CPUS ?= 1
MEM ?= 512
LD := ld
OBJCOPY := objcopy
OBJDUMP := objdump
AR := ar
NM := nm
# Images carry no time of their own, so that two builds of one tree are identical; FAT keeps local
# time, so it must be the same everywhere.
export SOURCE_DATE_EPOCH ?= 1767225600
export TZ := UTC0

ifeq ($(wildcard idl/systems/$(SYSTEM).yaml),)
$(error SYSTEM=$(SYSTEM): there is no idl/systems/$(SYSTEM).yaml)
endif

CONFIG := $(TOOLCHAIN)$(if $(PARANOID),-paranoid)$(patsubst %,-%,$(filter-out default,$(SYSTEM)))
BUILD := build/$(CONFIG)
Q := $(if $(V),,@)
say = $(if $(V),:,printf '  %-8s %s\n' $(1) $(2))
setup_sh := sh tests/harness/setup.sh
# The Python that has the modules; found at first use, because looking costs a moment.
PYTHON = $(eval PYTHON := $$(shell $(setup_sh) python))$(PYTHON)

comma := ,
# $(call sources,FOLDERS,PATTERNS): all files below the folders, in a fixed order.
sources = $(if $(wildcard $(1)),$(sort $(shell find $(wildcard $(1)) -type f \
    '(' -false $(patsubst %,-o -name '%',$(2)) ')')))
# $(call objects,FLAVOUR,SOURCES)
objects = $(patsubst %,$(BUILD)/obj/$(1)/%.o,$(2))

WARNINGS := -Wall -Wextra -Wconversion -Wshadow -Wcast-qual -Wmissing-prototypes \
            -Wstrict-prototypes -Wundef -Wvla
# Newer compilers warn about more; only the versions that we test with turn warnings into errors.
tested_compilers := gcc-12 clang-14
compiler_version = $(TOOLCHAIN)-$(firstword $(subst ., ,$(shell $(CC) -dumpversion 2>/dev/null)))
WERROR := $(if $(filter $(tested_compilers),$(compiler_version)),-Werror)
CFLAGS_COMMON := -std=gnu11 -O2 -g -MMD -MP -ffile-prefix-map=$(CURDIR)=. $(WARNINGS) $(WERROR)
CFLAGS_PARANOID := $(if $(PARANOID),-DKOZO_PARANOID)

ifneq ($(and $(filter setup,$(MAKECMDGOALS)),$(filter-out setup,$(MAKECMDGOALS))),)
# `make setup X`: X must not look for tools before setup has finished, so it runs in a second make.
after_setup := $(filter-out setup,$(MAKECMDGOALS))
.PHONY: setup $(after_setup)
setup:
	@$(setup_sh) install
$(firstword $(after_setup)): setup
	@$(MAKE) $(after_setup)
$(wordlist 2,99,$(after_setup)): $(firstword $(after_setup)) ;
else

##@ Targets
.PHONY: all setup clean help FORCE
all: bootable programs ## Build everything that boots (the default)

setup: ## Install what is missing (Debian, Ubuntu); `make setup check` goes on from there
	@$(setup_sh) install

clean: ## Remove build/
	$(Q)rm -rf build

help: ## Show this text
	@awk '/^##@/ { printf "\n%s:\n", substr($$0, 5) } \
	      /^## / { print "  " substr($$0, 4) } \
	      /^[a-z][a-z-]*:.*## / { sub(/:.*## /, "\t"); split($$0, p, "\t"); \
	                              printf "  make %-16s %s\n", p[1], p[2] }' $(MAKEFILE_LIST)

# need-GROUP: order-only prerequisite that names each missing tool with its package.
need-%: FORCE
	@$(setup_sh) check $*

FORCE:

# generated/ is brought up to date before anything looks at which files it has: make remakes an
# included makefile first and then starts over. Without Python, what is committed must be whole.
generated_stamp := build/generated.mk
$(generated_stamp): $(call sources,idl generator generated,*) $(shell find idl generated -type d)
	@mkdir -p $(@D)
	$(Q)if $(PYTHON) -c 'import yaml, jinja2' 2>/dev/null; then $(MAKE) generate; else \
	    cd generated && grep -v '^#' MANIFEST | sha256sum --check --quiet || { \
	    echo "generated/ is not as committed: run 'make setup generate'" >&2; exit 1; }; fi
	@touch $@
# The checks look at generated/ as it is: regenerating first would hide drift. What they build, they
# build in another make, after check-generated.
ifneq ($(filter-out help clean setup generate abi-check check check-fast check-generated,\
    $(or $(MAKECMDGOALS),all)),)
include $(generated_stamp)
endif

# services.mk and kernel.mk name what boot.mk packs.
modules := generator kernel services boot tests docs
makefiles := Makefile $(wildcard $(foreach m,$(modules),$m/$m.mk) tests/*/*.mk)
-include $(foreach m,$(modules),$m/$m.mk)
test-builds check-fast: check-generated
check-generated: need-generate
-include $(shell find $(BUILD)/obj -name "*.d" 2>/dev/null)
endif
