/* SPDX-License-Identifier: MIT */
/* Generated from idl/systems/rust.yaml by template system/program.h;
 * change those and run `make generate`. */
/* Keeps the newest lines of everybody's reports. */
/* What the manifest gives to `log`. */
#pragma once

#include <kozo/abi.h>
#include <kozo/start.h>
