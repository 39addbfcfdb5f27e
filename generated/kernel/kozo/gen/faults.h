/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/faults.yaml by template kernel/messages.h;
 * change those and run `make generate`. */
/* The messages that the kernel itself sends through the interface `fault`, and their answer. */
#pragma once

#include <kozo/fault_message.h>

/* An access to memory that the address space does not permit. address: The address that was
 * touched. code: Page-fault error code, Intel SDM volume 3, section 4.7. ip: The instruction.
 * sp: Its stack pointer. action: What to do. ip: Where to go on, if redirected; below user_top.
 * sp: With which stack pointer, if redirected. Errors: none of its own. */
static inline void fault_page_message(struct message *m, vaddr_t address, uint64_t code, vaddr_t ip,
                                      vaddr_t sp)
{
    *m = (struct message){.tag = {0}};
    m->words[0] = address.raw;
    m->words[1] = code;
    m->words[2] = ip.raw;
    m->words[3] = sp.raw;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_PAGE, KOZO_TAG_FLAG_KERNEL,
                               0, 4).raw;
}

/* Any other exception. vector: Exception vector, Intel SDM volume 3, table 6-1. code: Its error
 * code; 0 where it has none. ip: The instruction. sp: Its stack pointer. action: What to do. ip:
 * Where to go on, if redirected; below user_top. sp: With which stack pointer, if redirected.
 * Errors: none of its own. */
static inline void fault_exception_message(struct message *m, uint8_t vector, uint64_t code,
                                           vaddr_t ip, vaddr_t sp)
{
    *m = (struct message){.tag = {0}};
    m->words[0] = vector;
    m->words[1] = code;
    m->words[2] = ip.raw;
    m->words[3] = sp.raw;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_EXCEPTION,
                               KOZO_TAG_FLAG_KERNEL, 0, 4).raw;
}

/* The thread has ended itself. code: What the thread passed to thread_exit. action: Must be
 * kill. ip: Where to go on, if redirected; below user_top. sp: With which stack pointer, if
 * redirected. Errors: none of its own. */
static inline void fault_exit_message(struct message *m, uint64_t code)
{
    *m = (struct message){.tag = {0}};
    m->words[0] = code;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_EXIT, KOZO_TAG_FLAG_KERNEL,
                               0, 1).raw;
}

/* A system call instruction of a foreign thread, which goes on behind it. number: What the
 * thread holds where an operation's number goes. argument0: Its first argument, by this kernel's
 * convention, which is that of Linux, too. argument1: The second. argument2: The third.
 * argument3: The fourth. argument4: The fifth; all others are in its registers. action: What to
 * do. ip: Where to go on, if redirected; below user_top. sp: With which stack pointer, if
 * redirected. Errors: none of its own. */
static inline void fault_system_call_message(struct message *m, uint64_t number, uint64_t argument0,
                                             uint64_t argument1, uint64_t argument2,
                                             uint64_t argument3, uint64_t argument4)
{
    *m = (struct message){.tag = {0}};
    m->words[0] = number;
    m->words[1] = argument0;
    m->words[2] = argument1;
    m->words[3] = argument2;
    m->words[4] = argument3;
    m->words[5] = argument4;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_SYSTEM_CALL,
                               KOZO_TAG_FLAG_KERNEL, 0, 6).raw;
}

/* A watched budget has no time left in this period. A thread that is resumed waits for the next.
 * consumed: Processor time that its budget has spent since it was made. until: When the next
 * period begins. action: What to do. ip: Where to go on, if redirected; below user_top. sp: With
 * which stack pointer, if redirected. Errors: none of its own. */
static inline void fault_exhausted_message(struct message *m, kozo_duration_t consumed,
                                           kozo_deadline_t until)
{
    *m = (struct message){.tag = {0}};
    m->words[0] = consumed;
    m->words[1] = until;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_EXHAUSTED,
                               KOZO_TAG_FLAG_KERNEL, 0, 2).raw;
}

/* Take the answer to any of these apart. Returns: OK; MALFORMED. */
static inline kozo_err_t fault_reply(const struct message *m, kozo_fault_action_t *action,
                                     vaddr_t *ip, vaddr_t *sp)
{
    const uint64_t action_raw = m->words[0];
    const uint64_t ip_raw = m->words[1];
    const uint64_t sp_raw = m->words[2];

    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_FAULT)
        return KOZO_ERR_MALFORMED; /* fault.reply.interface */
    if (kozo_tag_label(m->tag) != KOZO_OK)
        return KOZO_ERR_MALFORMED; /* fault.reply.error */
    if (kozo_tag_caps(m->tag) != 0 || kozo_tag_words(m->tag) != 3)
        return KOZO_ERR_MALFORMED; /* fault.reply.tag */
    if (action_raw > 2)
        return KOZO_ERR_MALFORMED; /* fault.reply.action.enum */
    *action = (kozo_fault_action_t)action_raw;
    *ip = (vaddr_t){ip_raw};
    *sp = (vaddr_t){sp_raw};
    return KOZO_OK;
}
