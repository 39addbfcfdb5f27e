/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template abi/abi.h;
 * change those and run `make generate`. */
#pragma once

#include <kozo/abi/constants.h>
#include <kozo/abi/types.h>
#include <kozo/abi/errors.h>
#include <kozo/abi/status.h>
#include <kozo/abi/handles.h>
#include <kozo/abi/tag.h>
#include <kozo/abi/pass.h>
#include <kozo/abi/buffer.h>
#include <kozo/abi/operations.h>
#include <kozo/abi/objects.h>
#include <kozo/abi/info.h>
#include <kozo/abi/interfaces.h>
#include <kozo/abi/boot_info.h>
#include <kozo/abi/init_info.h>
#include <kozo/abi/start_info.h>
#include <kozo/abi/trace_records.h>
#include <kozo/abi/registers.h>
#include <kozo/abi/message_types.h>
