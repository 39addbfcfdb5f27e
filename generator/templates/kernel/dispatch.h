//% include "banner.h"
#pragma once

#include <kozo/lock.h>

struct thread;

/* Run the system call in `caller`'s registers: find the operation by its number, look up and check
 * its arguments in the documented order, call its handler, and write status and results back.
 * Context: kernel lock held, `caller` is the current thread. */
void dispatch(struct thread *caller) LOCKED;
