/* SPDX-License-Identifier: MIT */
/* retype.c: the arithmetic of retype, on the kernel's own source: what is admitted fits. */
#include "slots.h"
#include <kozo/abi.h>
#include "../../../kernel/include/kozo/untyped.h"

/*@ axiomatic Limits {
      logic boolean has_room{L}(integer count) reads \nothing;
    } */

/*@ assigns \nothing; */
bool aspace_has_room(uint32_t count);

/*@ requires known: type < KOZO_OBJECT_LIMIT;
    assigns \nothing;
    ensures small: \result == KOZO_OK ==> size_bits < 64;
    ensures codes: \result == KOZO_OK || \result == KOZO_ERR_RANGE; */
kozo_err_t untyped_object_size(kozo_object_t type, uint8_t size_bits);

struct retype;

#include "../../../kernel/obj/untyped.c"
