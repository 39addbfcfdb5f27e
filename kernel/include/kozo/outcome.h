/* SPDX-License-Identifier: MIT */
/* outcome.h: what a handler may return besides an error of the ABI. Never seen by a program. */
#pragma once

#include <kozo/abi.h>
#include <kozo/lock.h>

struct thread;

enum kernel_outcome {
    KERNEL_RESTART = 0x10000, /* preempted: run the same system call again from its registers */
    KERNEL_BLOCKED = 0x10001, /* the caller waits: whoever wakes it writes its registers */
    KERNEL_DONE = 0x10002,    /* the handler has written all registers itself */
};

/* The current thread's system call had one of these outcomes. */
void outcome_take(struct thread *caller, kozo_err_t outcome) LOCKED;
