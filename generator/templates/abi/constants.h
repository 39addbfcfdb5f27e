//% include "banner.h"
#pragma once

/* Version of the whole ABI. */
#define KOZO_ABI_VERSION ${version}
//% for file, rows in constants

/* ${file} */

//% for row in rows
${row.comment}
#define ${row.name} ${row.value}
//% endfor
//% endfor
