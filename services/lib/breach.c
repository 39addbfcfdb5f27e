/* SPDX-License-Identifier: MIT */
/* breach.c: what servers say of bodies that break the rules; init has its own. */
#include <kozo/log.h>
#include <kozo/server/served.h>

void kozo_serve_breach(const char *check)
{
    kozo_log(KOZO_SEVERITY_ERROR, "the server violates its interface: %s", check);
}
