/* SPDX-License-Identifier: MIT */
/* fake_paging.c: the real page tables, in the host's memory. */
#include "../../kernel/arch/x86_64/paging.c"
