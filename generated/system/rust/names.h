/* SPDX-License-Identifier: MIT */
/* Generated from idl/systems/rust.yaml by template system/program.h;
 * change those and run `make generate`. */
/* Knows the services by name. */
/* What the manifest gives to `names`. */
#pragma once

#include <kozo/abi.h>
#include <kozo/client/log.h>
#include <kozo/start.h>

static inline log_t grant_log(void)
{
    return (log_t){{kozo_start_info()->grants[0]}};
}
