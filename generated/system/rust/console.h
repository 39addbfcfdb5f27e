/* SPDX-License-Identifier: MIT */
/* Generated from idl/systems/rust.yaml by template system/program.h;
 * change those and run `make generate`. */
/* Owns the serial port. */
/* What the manifest gives to `console`. */
#pragma once

#include <kozo/abi.h>
#include <kozo/client/log.h>
#include <kozo/client/names.h>
#include <kozo/start.h>

static inline log_t grant_log(void)
{
    return (log_t){{kozo_start_info()->grants[0]}};
}

static inline names_t grant_names(void)
{
    return (names_t){{kozo_start_info()->grants[1]}};
}

static inline kozo_io_port_t grant_serial(void)
{
    return (kozo_io_port_t){kozo_start_info()->grants[2]};
}
