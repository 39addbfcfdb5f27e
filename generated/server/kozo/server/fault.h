/* SPDX-License-Identifier: MIT */
/* Generated from idl/kernel/faults.yaml by template server/server.h;
 * change those and run `make generate`. */
/* fault.h: server of the interface `fault`: implement every fault_serve_ function.
 * What they get has been checked; strings and bytes lie in the IPC buffer until the next message.
 * Strings, bytes and elements that they give may be built there too: who calls others meanwhile
 * fills these in last.
 * Results are sent only if KOZO_OK is returned. */
#pragma once

#include <kozo/abi.h>
#include <kozo/message.h>
#include <kozo/server/served.h>
#include <stddef.h>

/* Faults of a thread, as messages to its handler. The capability's badge says whose. */
enum kozo_served fault_dispatch(void *context, struct kozo_message *m);

/* An access to memory that the address space does not permit. address: The address that was
 * touched. code: Page-fault error code, Intel SDM volume 3, section 4.7. ip: The instruction.
 * sp: Its stack pointer. action: What to do. ip: Where to go on, if redirected; below user_top.
 * sp: With which stack pointer, if redirected. Errors: none of its own. */
kozo_err_t fault_serve_page(void *context, kozo_badge_t badge, vaddr_t address, uint64_t code,
                            vaddr_t ip, vaddr_t sp, kozo_fault_action_t *action, vaddr_t *ip_out,
                            vaddr_t *sp_out);

/* Any other exception. vector: Exception vector, Intel SDM volume 3, table 6-1. code: Its error
 * code; 0 where it has none. ip: The instruction. sp: Its stack pointer. action: What to do. ip:
 * Where to go on, if redirected; below user_top. sp: With which stack pointer, if redirected.
 * Errors: none of its own. */
kozo_err_t fault_serve_exception(void *context, kozo_badge_t badge, uint8_t vector, uint64_t code,
                                 vaddr_t ip, vaddr_t sp, kozo_fault_action_t *action,
                                 vaddr_t *ip_out, vaddr_t *sp_out);

/* The thread has ended itself. code: What the thread passed to thread_exit. action: Must be
 * kill. ip: Where to go on, if redirected; below user_top. sp: With which stack pointer, if
 * redirected. Errors: none of its own. */
kozo_err_t fault_serve_exit(void *context, kozo_badge_t badge, uint64_t code,
                            kozo_fault_action_t *action, vaddr_t *ip, vaddr_t *sp);

/* A system call instruction of a foreign thread, which goes on behind it. number: What the
 * thread holds where an operation's number goes. argument0: Its first argument, by this kernel's
 * convention, which is that of Linux, too. argument1: The second. argument2: The third.
 * argument3: The fourth. argument4: The fifth; all others are in its registers. action: What to
 * do. ip: Where to go on, if redirected; below user_top. sp: With which stack pointer, if
 * redirected. Errors: none of its own. */
kozo_err_t fault_serve_system_call(void *context, kozo_badge_t badge, uint64_t number,
                                   uint64_t argument0, uint64_t argument1, uint64_t argument2,
                                   uint64_t argument3, uint64_t argument4,
                                   kozo_fault_action_t *action, vaddr_t *ip, vaddr_t *sp);

/* A watched budget has no time left in this period. A thread that is resumed waits for the next.
 * consumed: Processor time that its budget has spent since it was made. until: When the next
 * period begins. action: What to do. ip: Where to go on, if redirected; below user_top. sp: With
 * which stack pointer, if redirected. Errors: none of its own. */
kozo_err_t fault_serve_exhausted(void *context, kozo_badge_t badge, kozo_duration_t consumed,
                                 kozo_deadline_t until, kozo_fault_action_t *action, vaddr_t *ip,
                                 vaddr_t *sp);
