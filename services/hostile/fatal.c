/* SPDX-License-Identifier: MIT */
/* fatal.c: what the processor refuses. Each is a fault of the thread, and the program's end. */
#include "hostile.h"

/* The compiler must not know what lies behind an address. */
static volatile char *address(uint64_t value)
{
    __asm__ volatile("" : "+r"(value));
    return (volatile char *)value;
}

void fatal_null(void)
{
    char c = *address(0);
    say("FAILED: read %d", c);
}

void fatal_kernel(void)
{
    char c = *address(0xffffffff80000000);
    say("FAILED: read %d", c);
}

void fatal_code(void)
{
    *address((uint64_t)fatal_code) = 0;
    say("FAILED: wrote to code");
}

void fatal_execute(void)
{
    unsigned char code[16];
    code[0] = 0xc3; /* Intel SDM volume 2, RET */
    volatile char *start = address((uint64_t)code);
    void (*function)(void) = (void (*)(void))(uint64_t)start;
    __asm__ volatile("" : "+m"(code));
    function();
    say("FAILED: ran code on the stack");
}

void fatal_cli(void)
{
    __asm__ volatile("cli");
    say("FAILED: executed cli");
}

void fatal_hlt(void)
{
    __asm__ volatile("hlt");
    say("FAILED: executed hlt");
}

void fatal_port(void)
{
    uint8_t value;
    __asm__ volatile("inb %1, %0" : "=a"(value) : "d"((uint16_t)KOZO_SERIAL_PORT));
    say("FAILED: read %u from a port", value);
}

void fatal_fpu(void)
{
    __asm__ volatile("movups %%xmm0, -64(%%rsp)" : : : "memory");
    say("FAILED: read a vector register");
}

/* Ends only in theory: neither the compiler nor the stack sees the limit. The work after the call
 * keeps it from becoming a jump. */
static uint64_t recurse(uint64_t depth, const volatile uint64_t *limit)
{
    volatile uint64_t frame[64];
    frame[0] = depth;
    if (depth == *limit)
        return depth;
    return recurse(depth + 1, limit) + frame[0];
}

void fatal_stack(void)
{
    volatile uint64_t limit = UINT64_MAX;
    say("FAILED: recursed to %lu", recurse(0, &limit));
}

void fatal_loop(void)
{
    for (;;)
        __asm__ volatile("");
}
