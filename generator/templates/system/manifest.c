//% include "banner.h"
${comment}
#include <manifest.h>
//% for row in programs
//% if row.uses

static const struct kozo_use ${row.name}_uses[] = {
//% for use in row.uses
    ${use},
//% endfor
};
//% endif
//% if row.grants

static const struct kozo_grant ${row.name}_grants[] = {
//% for grant in row.grants
    ${grant},
//% endfor
};
//% endif
//% endfor

static const struct kozo_program programs[] = {
//% for row in programs
    {
        .name = "${row.name}",
        .image = "${row.image}",
        .number = ${row.number},
        .priority = ${row.priority},
        .boot = ${row.boot},
//% if row.fpu
        .fpu = true,
//% endif
        .memory = ${row.memory},
        .cnode_slots = ${row.cnode_slots},
        .provides_count = ${row.provides_count},
//% if row.uses
        .uses = ${row.name}_uses,
        .use_count = ${row.uses | length},
//% endif
//% if row.grants
        .grants = ${row.name}_grants,
        .grant_count = ${row.grants | length},
//% endif
    },
//% endfor
};

const struct kozo_system kozo_system = {
    .name = "${name}",
    .programs = programs,
    .program_count = sizeof(programs) / sizeof(programs[0]),
};
