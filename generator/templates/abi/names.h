//% include "banner.h"
#pragma once

/* The name in the IDL, or "unknown". */
const char *kozo_operation_name(unsigned number);
const char *kozo_error_name(unsigned error);
const char *kozo_object_name(unsigned type);
