/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/faults.yaml by template kernel/messages.h;
 * change those and run `make generate`. */
/* The messages that the kernel itself sends through the interface `fault`, and their answer. */
#pragma once

#include <kozo/fault_message.h>

/* An access to memory that the address space does not permit. address: The address that was
 * touched. code: Page-fault error code, Intel SDM volume 3, section 4.7. ip: The instruction.
 * sp: Its stack pointer. action: What to do. Errors: none of its own. */
static inline void fault_page_message(struct message *m, vaddr_t address, uint64_t code, vaddr_t ip,
                                      vaddr_t sp)
{
    *m = (struct message){.tag = {0}};
    m->words[0] = address.raw;
    m->words[1] = code;
    m->words[2] = ip.raw;
    m->words[3] = sp.raw;
    m->tag = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_PAGE, KOZO_TAG_FLAG_KERNEL, 0,
                           4);
}

/* Any other exception. vector: Exception vector, Intel SDM volume 3, table 6-1. code: Its error
 * code; 0 where it has none. ip: The instruction. sp: Its stack pointer. action: What to do.
 * Errors: none of its own. */
static inline void fault_exception_message(struct message *m, uint8_t vector, uint64_t code,
                                           vaddr_t ip, vaddr_t sp)
{
    *m = (struct message){.tag = {0}};
    m->words[0] = vector;
    m->words[1] = code;
    m->words[2] = ip.raw;
    m->words[3] = sp.raw;
    m->tag = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_EXCEPTION, KOZO_TAG_FLAG_KERNEL,
                           0, 4);
}

/* The thread has ended itself. code: What the thread passed to thread_exit. action: Must be
 * kill. Errors: none of its own. */
static inline void fault_exit_message(struct message *m, uint64_t code)
{
    *m = (struct message){.tag = {0}};
    m->words[0] = code;
    m->tag = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_EXIT, KOZO_TAG_FLAG_KERNEL, 0,
                           1);
}

/* Take the answer to any of these apart. Returns: OK; MALFORMED. */
static inline kozo_err_t fault_reply(const struct message *m, kozo_fault_action_t *action)
{
    const uint64_t action_raw = m->words[0];

    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_FAULT)
        return KOZO_ERR_MALFORMED; /* fault.reply.interface */
    if (kozo_tag_label(m->tag) != KOZO_OK)
        return KOZO_ERR_MALFORMED; /* fault.reply.error */
    if (kozo_tag_caps(m->tag) != 0)
        return KOZO_ERR_MALFORMED; /* fault.reply.tag_caps */
    if (action_raw > 1)
        return KOZO_ERR_MALFORMED; /* fault.reply.action.enum */
    if (kozo_tag_words(m->tag) != 1)
        return KOZO_ERR_MALFORMED; /* fault.reply.tag_words */
    *action = (kozo_fault_action_t)action_raw;
    return KOZO_OK;
}
