//% include "banner.h"
#pragma once

#include <stdint.h>

/* Why something was refused. One number space for kernel, transport and services. */
typedef uint32_t kozo_err_t;

enum kozo_error {
    KOZO_OK = 0,
//% for group in groups

//% for row in group.rows
    ${row}
//% endfor
//% endfor
};
//% for group in groups

#define KOZO_ERR_${group.upper}_FIRST ${group.first}
#define KOZO_ERR_${group.upper}_LAST ${group.last}
//% endfor
