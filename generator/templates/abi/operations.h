//% include "banner.h"
#pragma once

enum kozo_operation {
//% for operation in operations
    ${operation}
//% endfor
};

/* One more than the largest number. */
#define KOZO_OP_LIMIT ${limit}
