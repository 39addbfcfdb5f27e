/* SPDX-License-Identifier: MIT */
/* requests_fault.c: faults of programs. The first thread's end is the program's end: its whole
 * quota is taken back, the faulting thread with it, so that there is nobody left to answer. */
#include <kozo/server/fault.h>

#include "program.h"
#include "report.h"
#include "requests.h"

/* Intel SDM volume 3, section 4.7: page-fault error code. */
enum {
    PAGE_FAULT_PRESENT = 1 << 0,
    PAGE_FAULT_WRITE = 1 << 1,
    PAGE_FAULT_EXECUTE = 1 << 4,
};

enum kozo_served requests_dispatch_fault(void *context, struct kozo_message *message)
{
    if ((kozo_tag_flags(message->tag) & KOZO_TAG_FLAG_KERNEL) == 0 ||
        (message->badge & KOZO_BADGE_FAULT) == 0)
        return KOZO_NOT_MINE;
    return fault_dispatch(context, message);
}

/* Intel SDM volume 3, table 6-1. */
static const char *exception_name(unsigned vector)
{
    static const char *const names[] = {
        [0] = "divide error",
        [1] = "debug exception",
        [3] = "breakpoint",
        [4] = "overflow",
        [5] = "bound range exceeded",
        [6] = "invalid opcode",
        [7] = "device not available",
        [10] = "invalid task-state segment",
        [11] = "segment not present",
        [12] = "stack-segment fault",
        [13] = "general protection",
        [16] = "floating-point error",
        [17] = "alignment check",
        [19] = "SIMD floating-point exception",
        [21] = "control protection",
    };
    const char *name = vector < sizeof(names) / sizeof(names[0]) ? names[vector] : NULL;
    return name != NULL ? name : "exception";
}

/* Only first threads have init as their handler. tests/harness/symbolize.py looks for "ip". */
#define WHERE "first thread, ip 0x%lx in %s, sp 0x%lx"

static struct program *faulted_program(kozo_badge_t badge)
{
    return program_by_number(badge & KOZO_BADGE_NUMBER_MASK);
}

static kozo_err_t fault_serve_page(void *context, kozo_badge_t badge, vaddr_t address,
                                   uint64_t code, vaddr_t ip, vaddr_t sp,
                                   kozo_fault_action_t *action, vaddr_t *ip_out, vaddr_t *sp_out)
{
    (void)context, (void)ip_out, (void)sp_out;
    *action = KOZO_FAULT_ACTION_KILL;
    struct program *program = faulted_program(badge);
    if (program == NULL)
        return KOZO_OK;
    const char *access = (code & PAGE_FAULT_EXECUTE) != 0 ? "execute"
                         : (code & PAGE_FAULT_WRITE) != 0 ? "write"
                                                          : "read";
    report("%s faulted: page fault at 0x%lx (%s, %s), " WHERE, program->plan->name, address.raw,
           access, (code & PAGE_FAULT_PRESENT) != 0 ? "not permitted" : "not present", ip.raw,
           program->plan->image, sp.raw);
    program_kill(program, KOZO_PROGRAM_STATE_FAULTED);
    return KOZO_OK;
}

static kozo_err_t fault_serve_exception(void *context, kozo_badge_t badge, uint8_t vector,
                                        uint64_t code, vaddr_t ip, vaddr_t sp,
                                        kozo_fault_action_t *action, vaddr_t *ip_out,
                                        vaddr_t *sp_out)
{
    (void)context, (void)ip_out, (void)sp_out;
    *action = KOZO_FAULT_ACTION_KILL;
    struct program *program = faulted_program(badge);
    if (program == NULL)
        return KOZO_OK;
    report("%s faulted: %s (vector %u, code 0x%lx), " WHERE, program->plan->name,
           exception_name(vector), vector, code, ip.raw, program->plan->image, sp.raw);
    program_kill(program, KOZO_PROGRAM_STATE_FAULTED);
    return KOZO_OK;
}

/* init watches no budget. */
static kozo_err_t fault_serve_exhausted(void *context, kozo_badge_t badge, kozo_duration_t consumed,
                                        kozo_deadline_t until, kozo_fault_action_t *action,
                                        vaddr_t *ip, vaddr_t *sp)
{
    (void)context, (void)ip, (void)sp;
    (void)badge;
    (void)consumed;
    (void)until;
    *action = KOZO_FAULT_ACTION_RESUME;
    return KOZO_OK;
}

static kozo_err_t fault_serve_system_call(void *context, kozo_badge_t badge, uint64_t number,
                                          uint64_t argument0, uint64_t argument1,
                                          uint64_t argument2, uint64_t argument3,
                                          uint64_t argument4, kozo_fault_action_t *action,
                                          vaddr_t *ip, vaddr_t *sp)
{
    (void)context, (void)ip, (void)sp, (void)argument0, (void)argument1, (void)argument2;
    (void)argument3, (void)argument4;
    *action = KOZO_FAULT_ACTION_KILL;
    struct program *program = faulted_program(badge);
    if (program == NULL)
        return KOZO_OK;
    report("%s is foreign, and made system call %lu", program->plan->name, number);
    program_kill(program, KOZO_PROGRAM_STATE_FAULTED);
    return KOZO_OK;
}

static kozo_err_t fault_serve_exit(void *context, kozo_badge_t badge, uint64_t code,
                                   kozo_fault_action_t *action, vaddr_t *ip, vaddr_t *sp)
{
    (void)context, (void)ip, (void)sp;
    *action = KOZO_FAULT_ACTION_KILL;
    struct program *program = faulted_program(badge);
    if (program == NULL)
        return KOZO_OK;
    report("%s exited with code %lu", program->plan->name, code);
    program_kill(program, KOZO_PROGRAM_STATE_EXITED);
    return KOZO_OK;
}
