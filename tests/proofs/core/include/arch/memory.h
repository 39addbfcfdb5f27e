/* SPDX-License-Identifier: MIT */
/* memory.h: physical memory as proofs see it: nothing is known of where it lies. */
#pragma once

#include <kozo/types.h>

/*@ axiomatic Physical { logic void *pointer_at(integer address); } */

/*@ assigns \result \from address;
    ensures there: \result == pointer_at(address.raw); */
void *phys_to_ptr(paddr_t address);

/*@ assigns \result \from pointer; */
paddr_t ptr_to_phys(const void *pointer);
