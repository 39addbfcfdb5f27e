/* SPDX-License-Identifier: MIT */
/* trap.c: where the generated stubs of a host test end up. */
#include <kozo/trap.h>

kozo_status_t (*host_trap_method)(uint64_t op, uint64_t self, const uint64_t *args, unsigned count,
                                  uint64_t *results);
kozo_status_t (*host_trap_message)(uint64_t op, kozo_handle_t cap, struct kozo_message *m);
