//% include "banner.h"
/* handlers.h: the functions that implement the operations. Their arguments have been looked up and
 * checked; a body holds semantics only. Results are read only when it returns KOZO_OK. */
#pragma once

#include <kozo/abi.h>
#include <kozo/thread.h>

//% for struct in structs
${struct};
//% endfor
//% for handler in handlers

${handler.comment}
${handler.prototype}
//% endfor

/* Progress of a preempted operation: what the caller's register is to hold when it is run again. */
//% for row in advances

static inline void ${row.name}(struct thread *caller, ${row.c_type} value)
{
    regs_set_arg(&caller->regs, ${row.position}, ${row.value});
}
//% endfor
