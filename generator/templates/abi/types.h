//% include "banner.h"
#pragma once

#include <stdbool.h>
#include <stdint.h>
//% for row in scalars

${row.comment}
${row.text}
_Static_assert(sizeof(${row.name}) == ${row.bytes}, "${row.name}");
//% endfor
//% for row in enums

${row.comment}
typedef ${row.base} kozo_${row.name}_t;
enum kozo_${row.name} {
//% for value in row['values']
    ${value}
//% endfor
};
//% endfor
//% for row in flags

${row.comment}
typedef ${row.base} kozo_${row.name}_t;
//% for value in row['values']
#define ${value}
//% endfor
#define KOZO_${row.upper}_MASK ${row.mask}
//% endfor
