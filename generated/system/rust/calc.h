/* SPDX-License-Identifier: MIT */
/* Generated from idl/systems/rust.yaml by template system/program.h;
 * change those and run `make generate`. */
/* Computes, for whoever asks. */
/* What the manifest gives to `calc`. */
#pragma once

#include <kozo/abi.h>
#include <kozo/client/names.h>
#include <kozo/start.h>

static inline names_t grant_names(void)
{
    return (names_t){{kozo_start_info()->grants[0]}};
}
