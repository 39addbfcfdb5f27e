/* SPDX-License-Identifier: MIT */
/* Generated from idl/systems/check.yaml by template system/program.h;
 * change those and run `make generate`. */
/* The prompt. */
/* What the manifest gives to `shell`. */
#pragma once

#include <kozo/abi.h>
#include <kozo/client/console.h>
#include <kozo/client/log.h>
#include <kozo/client/names.h>
#include <kozo/client/process.h>
#include <kozo/client/tracing.h>
#include <kozo/start.h>

static inline console_t grant_console(void)
{
    return (console_t){{kozo_start_info()->grants[0]}};
}

static inline log_t grant_log(void)
{
    return (log_t){{kozo_start_info()->grants[1]}};
}

static inline names_t grant_names(void)
{
    return (names_t){{kozo_start_info()->grants[2]}};
}

static inline process_t grant_process(void)
{
    return (process_t){{kozo_start_info()->grants[3]}};
}

static inline tracing_t grant_tracing(void)
{
    return (tracing_t){{kozo_start_info()->grants[4]}};
}
