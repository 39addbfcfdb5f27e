/* SPDX-License-Identifier: MIT */
/* untyped.h: memory that objects are made of. The slot itself is the object: `object` is the base,
 * `size_bits` the size and `aux` the watermark, in bytes from the base. The watermark returns to 0
 * when the capability has no children left. */
#pragma once

#include <kozo/cap.h>

/* Bytes of an object of `type` with log2 size `size_bits` as given by the user.
 * Returns: OK; RANGE. */
MUST_CHECK kozo_err_t untyped_object_size(kozo_object_t type, uint8_t size_bits);

/* Initialise one object in cleared memory and describe its first capability, all rights.
 * Returns false if a system-wide limit (address spaces) is reached; then nothing has changed. */
MUST_CHECK bool object_create(kozo_object_t type, paddr_t at, uint8_t size_bits,
                              struct cap_value *value);
