//% include "banner.h"
${comment}
/* What the manifest gives to `${name}`. */
#pragma once

#include <kozo/abi.h>
//% for client in clients
#include <kozo/client/${client}.h>
//% endfor
#include <kozo/start.h>
//% for row in grants

static inline ${row.type} grant_${row.name}(void)
{
    return (${row.type})${row.value};
}
//% endfor
