/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/operations.yaml by template kernel/dispatch.h;
 * change those and run `make generate`. */
#pragma once

#include <kozo/lock.h>

/* The message operations are exactly those of a number below. */
#define DISPATCH_MESSAGES 5

struct thread;

/* Run the system call in `caller`'s registers: find the operation by its number, look up and check
 * its arguments in the documented order, call its handler, and write status and results back.
 * Context: kernel lock held, `caller` is the current thread. */
void dispatch(struct thread *caller) LOCKED;
