//% include "banner.h"
/* abi.pml: names that the models share with the kernel. */
//% for group in groups

/* ${group.title} */
//% for row in group.rows
${row}
//% endfor
//% endfor
