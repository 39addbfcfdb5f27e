//% include "banner.h"
/* interfaces.h: what tells the messages of one interface from those of another. */
#pragma once

#include <stdint.h>
//% for row in interfaces

${row.comment}
#define ${row.name} ${row.value}
enum ${row.enum} {
//% for method in row.methods
    ${method}
//% endfor
};
//% endfor
