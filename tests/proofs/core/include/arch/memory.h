/* SPDX-License-Identifier: MIT */
/* memory.h: physical memory as proofs see it: what lies at an address is told by the address. */
#pragma once

#include <kozo/types.h>

struct object;

/*@ axiomatic Physical {
      logic struct object *object_of(integer address);
    } */

/*@ assigns \result \from address;
    ensures \result == (void *)object_of(address.raw); */
void *phys_to_ptr(paddr_t address);

/*@ assigns \result \from pointer; */
paddr_t ptr_to_phys(const void *pointer);
