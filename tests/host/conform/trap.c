/* SPDX-License-Identifier: MIT */
/* trap.c: where the generated stubs of a host test end up. */
#include <kozo/trap.h>

host_trap_method_fn *host_trap_method;
host_trap_message_fn *host_trap_message;
