/* SPDX-License-Identifier: MIT */
/* lock.h: the kernel lock: one ticket lock, taken at entry and released at exit. With one CPU it is
 * not taken unless the command line says `lock=on`, but PARANOID builds still note who has it, so
 * that the asserts hold everywhere.
 * See: cpu.h for kernel_lock() and kernel_unlock(). */
#pragma once

#include <kozo/compiler.h>

struct LOCK_TYPE("kernel lock") kernel_lock {
    uint32_t next_ticket;
    uint32_t now_serving;
    uint32_t owner; /* CPU number + 1, or 0; PARANOID builds */
    bool contended; /* more than one CPU may run kernel code, or `lock=on` says so */
};

/* Guards `struct kernel`, the run queues and every object. */
extern struct kernel_lock kernel_state_lock;

/* Marks a function that the lock must be held for; clang checks it. */
#define LOCKED REQUIRES(kernel_state_lock)

/* Wait for one's turn, in order of arrival; let the next one have it. */
void lock_take_turn(struct kernel_lock *lock);
void lock_pass_on(struct kernel_lock *lock);
