/* SPDX-License-Identifier: MIT */
/* spare.h: contracts that the proofs of deletion share; unit delete_contents proves them. */
#pragma once

#include "gone.h"

/*@ requires slot: PLACED(slot);
    assigns CONTENT_OF(slot);
    ensures clear: CLEAR(slot); */
static inline void cap_clear(struct cap_slot *slot);

/*@ requires slot: PLACED(slot);
    requires object: HAS_HEADER(slot) && BYTE(slot->meta, 24) == 0 ==> \valid(OBJECT(slot));
    assigns \nothing;
    ensures told: \result <==> SPARE(slot); */
static inline bool cap_is_spare(const struct cap_slot *slot);
