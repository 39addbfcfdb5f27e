/* SPDX-License-Identifier: MIT */
/* Generated from idl/ by template abi/names.h;
 * change those and run `make generate`. */
#pragma once

/* The name in the IDL, or "unknown". */
const char *kozo_operation_name(unsigned number);
const char *kozo_error_name(unsigned error);
const char *kozo_object_name(unsigned type);

/* What objects of the type call this right, one bit of a rights mask; or "unknown". */
const char *kozo_right_name(unsigned type, unsigned right);

/* What the error means, and what to do about it. */
const char *kozo_error_text(unsigned error);
const char *kozo_error_remedy(unsigned error);
