/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/faults.yaml by template server/server.h;
 * change those and run `make generate`. */
/* fault.h: server of the interface `fault`: included by the file that has every fault_serve_
 * function, so that they and what calls them are compiled together.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <kozo/wire.h>
#include <stddef.h>

/* Faults of a thread, as messages to its handler. The capability's badge says whose. */
static enum kozo_served fault_dispatch(void *context, struct kozo_message *m);

/* An access to memory that the address space does not permit. address: The address that was
 * touched. code: Page-fault error code, Intel SDM volume 3, section 4.7. ip: The instruction.
 * sp: Its stack pointer. action: What to do. ip: Where to go on, if redirected; below user_top.
 * sp: With which stack pointer, if redirected. Errors: none of its own. */
static kozo_err_t fault_serve_page(void *context, kozo_badge_t badge, vaddr_t address,
                                   uint64_t code, vaddr_t ip, vaddr_t sp,
                                   kozo_fault_action_t *action, vaddr_t *ip_out, vaddr_t *sp_out);

/* Any other exception. vector: Exception vector, Intel SDM volume 3, table 6-1. code: Its error
 * code; 0 where it has none. ip: The instruction. sp: Its stack pointer. action: What to do. ip:
 * Where to go on, if redirected; below user_top. sp: With which stack pointer, if redirected.
 * Errors: none of its own. */
static kozo_err_t fault_serve_exception(void *context, kozo_badge_t badge, uint8_t vector,
                                        uint64_t code, vaddr_t ip, vaddr_t sp,
                                        kozo_fault_action_t *action, vaddr_t *ip_out,
                                        vaddr_t *sp_out);

/* The thread has ended itself. code: What the thread passed to thread_exit. action: Must be
 * kill. ip: Where to go on, if redirected; below user_top. sp: With which stack pointer, if
 * redirected. Errors: none of its own. */
static kozo_err_t fault_serve_exit(void *context, kozo_badge_t badge, uint64_t code,
                                   kozo_fault_action_t *action, vaddr_t *ip, vaddr_t *sp);

/* A system call instruction of a foreign thread, which goes on behind it. number: What the
 * thread holds where an operation's number goes. argument0: Its first argument, by this kernel's
 * convention, which is that of Linux, too. argument1: The second. argument2: The third.
 * argument3: The fourth. argument4: The fifth; all others are in its registers. action: What to
 * do. ip: Where to go on, if redirected; below user_top. sp: With which stack pointer, if
 * redirected. Errors: none of its own. */
static kozo_err_t fault_serve_system_call(void *context, kozo_badge_t badge, uint64_t number,
                                          uint64_t argument0, uint64_t argument1,
                                          uint64_t argument2, uint64_t argument3,
                                          uint64_t argument4, kozo_fault_action_t *action,
                                          vaddr_t *ip, vaddr_t *sp);

/* A watched budget has no time left in this period. A thread that is resumed waits for the next.
 * consumed: Processor time that its budget has spent since it was made. until: When the next
 * period begins. action: What to do. ip: Where to go on, if redirected; below user_top. sp: With
 * which stack pointer, if redirected. Errors: none of its own. */
static kozo_err_t fault_serve_exhausted(void *context, kozo_badge_t badge, kozo_duration_t consumed,
                                        kozo_deadline_t until, kozo_fault_action_t *action,
                                        vaddr_t *ip, vaddr_t *sp);

/* From here on: messages are taken apart, and answers put together. The comment behind a check is its
 * id in the reference page and in the generated test. */

static enum kozo_served fault_served_error(struct kozo_message *m, kozo_err_t error)
{
    return kozo_served_error(m, KOZO_INTERFACE_FAULT, error);
}

/* A message that has another tag than one of its label: is it one of this interface at all? */
static enum kozo_served fault_served_stray(struct kozo_message *m)
{
    if (kozo_tag_interface(m->tag) != KOZO_INTERFACE_FAULT)
        return KOZO_NOT_MINE; /* fault.request.interface */
    if (kozo_tag_flags(m->tag) != KOZO_TAG_FLAG_KERNEL)
        return KOZO_NOT_MINE; /* fault.request.tag_flags */
    return KOZO_TAKEN;
}

static __attribute__((noinline, cold)) enum kozo_served fault_served_misfit(struct kozo_message *m,
                                                                            kozo_err_t error)
{
    const enum kozo_served served = fault_served_stray(m);

    return served == KOZO_TAKEN ? fault_served_error(m, error) : served;
}

static __attribute__((noinline)) enum kozo_served fault_dispatch_page(void *context,
                                                                      struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_PAGE,
                                    KOZO_TAG_FLAG_KERNEL, 0, 4).raw)
        return fault_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* fault_page.request.tag */
    const uint64_t address_raw = m->words[0];
    const uint64_t code_raw = m->words[1];
    const uint64_t ip_raw = m->words[2];
    const uint64_t sp_raw = m->words[3];
    const vaddr_t address = (vaddr_t){address_raw};
    const uint64_t code = code_raw;
    const vaddr_t ip = (vaddr_t){ip_raw};
    const vaddr_t sp = (vaddr_t){sp_raw};
    kozo_fault_action_t action = 0;
    vaddr_t ip_out = {0};
    vaddr_t sp_out = {0};
    const kozo_err_t error = fault_serve_page(context, m->badge, address, code, ip, sp, &action,
                                              &ip_out, &sp_out);

    if (error != KOZO_OK) {
        kozo_serve_breach("fault_page.result.undeclared");
        return fault_served_error(m, KOZO_ERR_BAD_REPLY); /* fault_page.result.undeclared */
    }
    m->words[0] = action;
    m->words[1] = ip_out.raw;
    m->words[2] = sp_out.raw;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_OK, 0, 0, 3).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served fault_dispatch_exception(void *context,
                                                                           struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_EXCEPTION,
                                    KOZO_TAG_FLAG_KERNEL, 0, 4).raw)
        return fault_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* fault_exception.request.tag */
    const uint64_t vector_raw = m->words[0];
    const uint64_t code_raw = m->words[1];
    const uint64_t ip_raw = m->words[2];
    const uint64_t sp_raw = m->words[3];
    if (vector_raw > 255)
        return fault_served_error(m, KOZO_ERR_BAD_MESSAGE); /* fault_exception.request.vector.maximum */
    const uint8_t vector = (uint8_t)vector_raw;
    const uint64_t code = code_raw;
    const vaddr_t ip = (vaddr_t){ip_raw};
    const vaddr_t sp = (vaddr_t){sp_raw};
    kozo_fault_action_t action = 0;
    vaddr_t ip_out = {0};
    vaddr_t sp_out = {0};
    const kozo_err_t error = fault_serve_exception(context, m->badge, vector, code, ip, sp, &action,
                                                   &ip_out, &sp_out);

    if (error != KOZO_OK) {
        kozo_serve_breach("fault_exception.result.undeclared");
        return fault_served_error(m, KOZO_ERR_BAD_REPLY); /* fault_exception.result.undeclared */
    }
    m->words[0] = action;
    m->words[1] = ip_out.raw;
    m->words[2] = sp_out.raw;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_OK, 0, 0, 3).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served fault_dispatch_exit(void *context,
                                                                      struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_EXIT,
                                    KOZO_TAG_FLAG_KERNEL, 0, 1).raw)
        return fault_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* fault_exit.request.tag */
    const uint64_t code_raw = m->words[0];
    const uint64_t code = code_raw;
    kozo_fault_action_t action = 0;
    vaddr_t ip = {0};
    vaddr_t sp = {0};
    const kozo_err_t error = fault_serve_exit(context, m->badge, code, &action, &ip, &sp);

    if (error != KOZO_OK) {
        kozo_serve_breach("fault_exit.result.undeclared");
        return fault_served_error(m, KOZO_ERR_BAD_REPLY); /* fault_exit.result.undeclared */
    }
    m->words[0] = action;
    m->words[1] = ip.raw;
    m->words[2] = sp.raw;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_OK, 0, 0, 3).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served fault_dispatch_system_call(void *context,
                                                                             struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_SYSTEM_CALL,
                                    KOZO_TAG_FLAG_KERNEL, 0, 6).raw)
        return fault_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* fault_system_call.request.tag */
    const uint64_t number_raw = m->words[0];
    const uint64_t argument0_raw = m->words[1];
    const uint64_t argument1_raw = m->words[2];
    const uint64_t argument2_raw = m->words[3];
    const uint64_t argument3_raw = m->words[4];
    const uint64_t argument4_raw = m->words[5];
    const uint64_t number = number_raw;
    const uint64_t argument0 = argument0_raw;
    const uint64_t argument1 = argument1_raw;
    const uint64_t argument2 = argument2_raw;
    const uint64_t argument3 = argument3_raw;
    const uint64_t argument4 = argument4_raw;
    kozo_fault_action_t action = 0;
    vaddr_t ip = {0};
    vaddr_t sp = {0};
    const kozo_err_t error = fault_serve_system_call(context, m->badge, number, argument0,
                                                     argument1, argument2, argument3, argument4,
                                                     &action, &ip, &sp);

    if (error != KOZO_OK) {
        kozo_serve_breach("fault_system_call.result.undeclared");
        return fault_served_error(m, KOZO_ERR_BAD_REPLY); /* fault_system_call.result.undeclared */
    }
    m->words[0] = action;
    m->words[1] = ip.raw;
    m->words[2] = sp.raw;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_OK, 0, 0, 3).raw;
    return KOZO_SERVED;
}

static __attribute__((noinline)) enum kozo_served fault_dispatch_exhausted(void *context,
                                                                           struct kozo_message *m)
{
    if (m->tag.raw != kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_FAULT_METHOD_EXHAUSTED,
                                    KOZO_TAG_FLAG_KERNEL, 0, 2).raw)
        return fault_served_misfit(m, KOZO_ERR_BAD_MESSAGE); /* fault_exhausted.request.tag */
    const uint64_t consumed_raw = m->words[0];
    const uint64_t until_raw = m->words[1];
    const kozo_duration_t consumed = (kozo_duration_t)consumed_raw;
    const kozo_deadline_t until = (kozo_deadline_t)until_raw;
    kozo_fault_action_t action = 0;
    vaddr_t ip = {0};
    vaddr_t sp = {0};
    const kozo_err_t error = fault_serve_exhausted(context, m->badge, consumed, until, &action, &ip,
                                                   &sp);

    if (error != KOZO_OK) {
        kozo_serve_breach("fault_exhausted.result.undeclared");
        return fault_served_error(m, KOZO_ERR_BAD_REPLY); /* fault_exhausted.result.undeclared */
    }
    m->words[0] = action;
    m->words[1] = ip.raw;
    m->words[2] = sp.raw;
    m->tag.raw = kozo_tag_make(KOZO_INTERFACE_FAULT, KOZO_OK, 0, 0, 3).raw;
    return KOZO_SERVED;
}

static enum kozo_served fault_dispatch(void *context, struct kozo_message *m)
{
    switch (kozo_tag_label(m->tag)) {
    case KOZO_FAULT_METHOD_PAGE:
        return fault_dispatch_page(context, m);
    case KOZO_FAULT_METHOD_EXCEPTION:
        return fault_dispatch_exception(context, m);
    case KOZO_FAULT_METHOD_EXIT:
        return fault_dispatch_exit(context, m);
    case KOZO_FAULT_METHOD_SYSTEM_CALL:
        return fault_dispatch_system_call(context, m);
    case KOZO_FAULT_METHOD_EXHAUSTED:
        return fault_dispatch_exhausted(context, m);
    default:
        return fault_served_misfit(m, KOZO_ERR_NO_METHOD); /* fault.request.method */
    }
}
