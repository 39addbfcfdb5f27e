/* SPDX-License-Identifier: MIT */
/* fake.h: the hardware as tests see and steer it. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct fake {
    unsigned interrupt_period; /* every n-th preemption point finds an interrupt; 0: none does */
    unsigned interrupt_calls;
    uint64_t now_ns;
    uint64_t timer_at_ns;
    unsigned timer_writes;
    unsigned pages_dropped, spaces_dropped, spaces_left;
    uint16_t io_port;          /* of the last access */
    uint8_t io_width;
    uint32_t io_value;         /* written by it, or to be read by it */
    unsigned power_requests;
    bool quiet; /* the console says nothing */
    char console[64];          /* written by steps, of which every third is not the last */
    unsigned console_steps, console_length;
    bool trace_console;        /* there is one */
    unsigned trace_bytes;      /* written to it */
    const void *fpu_lost;      /* the thread that lost it last */
    bool traced;               /* system calls were asked to be */
};

extern struct fake fake;

/* The value that a test process ends with when the kernel halts, that is, after a panic. */
enum { FAKE_HALT_STATUS = 77 };

/* What a test has to say then; NULL: nothing. */
extern void (*fake_last_words)(void);

/* What happens while no thread can run; NULL: the test ends. */
extern void (*fake_idles)(void);

/* Everything as after power-on: memory full of rubbish, all of the kernel's variables cleared. */
void fake_reset(void);

/* As fake_reset(), but only so much memory: no more is used. */
void fake_reset_memory(size_t size);
