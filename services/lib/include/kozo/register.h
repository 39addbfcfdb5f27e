/* SPDX-License-Identifier: MIT */
/* register.h: make oneself known. */
#pragma once

#include <kozo/client/names.h>

/* Register the program's own endpoint under `name`; who looks it up can send, and nothing else.
 * Returns: OK; what names_register or the kernel returns. */
kozo_err_t kozo_register(names_t names, const char *name);
