//% include "banner.h"
/* interfaces.h: what tells the messages of one interface from those of another. */
#pragma once

#include <stdint.h>

/* Of all that are declared, of one version each. */
#define KOZO_INTERFACES                                                                            \
    {                                                                                              \
//% for row in interfaces
        ${(row.name + ",").ljust(90)} \
//% endfor
    }
//% for row in interfaces

${row.comment}
#define ${row.name} ${row.value}
enum ${row.enum} {
//% for method in row.methods
    ${method}
//% endfor
};
//% endfor
