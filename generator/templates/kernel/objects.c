//% include "banner.h"
#include <kozo/gen/objects.h>

const struct object_descriptor object_descriptors[KOZO_OBJECT_LIMIT] = {
    [KOZO_OBJECT_NULL] = {.name = "null"},
//% for row in objects
    [${row.index}] = {
        .name = "${row.name}",
        .sizes = ${row.sizes},
        .size_bits_min = ${row.min},
        .size_bits_max = ${row.max},
        .rights_mask = ${row.rights},
        .copyable = ${row.copyable},
        .badgeable = ${row.badgeable},
        .creatable = ${row.creatable},
        .device = ${row.device},
    },
//% endfor
};
