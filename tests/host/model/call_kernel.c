/* SPDX-License-Identifier: MIT */
/* call_kernel.c: a system call enters the kernel, through the generated decoder. */
#include <kozo/cpu.h>
#include <kozo/gen/dispatch.h>
#include <kozo/gen/handlers.h>
#include <kozo/outcome.h>
#include <kozo/sched.h>
#include <kozo/trap_regs.h>

#include "call.h"

kozo_err_t call_outcome;

void call_go_on(unsigned worker)
{
    struct thread *thread = universe.workers[worker];

    this_cpu()->current = thread;
    dispatch(thread);
    call_outcome = thread->restart ? (kozo_err_t)KERNEL_RESTART
                                   : kozo_status_code((kozo_status_t){*trap_status(&thread->regs)});
    thread->restart = false;
    if (thread->budget != NULL) {
        sched_wake(thread); /* as the exit of the kernel does for whoever lost a lent budget */
    }
}

void call_from_client(unsigned worker)
{
    struct thread *server = universe.workers[worker];
    struct cap_slot *slot = universe.client_endpoint;
    const kozo_tag_t tag = kozo_tag_make(0, 0, 0, 0, 0);

    if (universe.client->state != KOZO_THREAD_STATE_READY || server->caller != NULL) {
        return;
    }
    this_cpu()->current = universe.client;
    if (sys_endpoint_call(universe.client, slot, tag, KOZO_DEADLINE_NEVER) !=
        (kozo_err_t)KERNEL_BLOCKED) {
        disagree("the client cannot call");
    }
    this_cpu()->current = server;
    (void)!sys_endpoint_receive(server, cap_object(slot), tag, KOZO_DEADLINE_NEVER);
    if (server->caller != universe.client) {
        disagree("the client's call is not received");
    }
}

/* What the operations are, and where they take their arguments from: handles in turn, the first
 * being self, or what is in the step. */
static const struct {
    uint64_t op;
    enum { ZERO, HANDLE, INDEX, COUNT, MASK, NUMBER, PAGE, OBJECT, SIZE } arguments[5];
} forms[STEP_KINDS] = {
    [STEP_COPY] = {KOZO_OP_CNODE_COPY, {INDEX, HANDLE, MASK}},
    [STEP_MINT] = {KOZO_OP_CNODE_MINT, {INDEX, HANDLE, MASK, NUMBER}},
    [STEP_MOVE] = {KOZO_OP_CNODE_MOVE, {INDEX, HANDLE}},
    [STEP_DELETE] = {KOZO_OP_ANY_DELETE, {ZERO}},
    [STEP_REVOKE] = {KOZO_OP_ANY_REVOKE, {ZERO}},
    [STEP_RETYPE] = {KOZO_OP_UNTYPED_RETYPE, {OBJECT, SIZE, COUNT, HANDLE, INDEX}},
    [STEP_BIND] = {KOZO_OP_THREAD_BIND, {HANDLE, HANDLE, HANDLE}},
    [STEP_BIND_BUFFER] = {KOZO_OP_THREAD_BIND_BUFFER, {HANDLE}},
    [STEP_BIND_FAULTS] = {KOZO_OP_THREAD_BIND_FAULTS, {HANDLE}},
    [STEP_MAP] = {KOZO_OP_ASPACE_MAP, {HANDLE, PAGE}},
    [STEP_MAP_TABLE] = {KOZO_OP_ASPACE_MAP_TABLE, {HANDLE, PAGE}},
    [STEP_UNMAP] = {KOZO_OP_FRAME_UNMAP, {ZERO}},
    [STEP_DERIVE_PORTS] = {KOZO_OP_IO_PORT_DERIVE, {NUMBER, COUNT, HANDLE, INDEX}},
    [STEP_IDENTIFY] = {KOZO_OP_ANY_IDENTIFY, {ZERO}},
    [STEP_INSPECT] = {KOZO_OP_CNODE_INSPECT, {INDEX}},
    [STEP_VERIFY] = {KOZO_OP_ANY_VERIFY, {HANDLE}},
    [STEP_SAVE_REPLY] = {KOZO_OP_CNODE_SAVE_REPLY, {INDEX}},
};

uint64_t call_operation(const struct call *call)
{
    return forms[call->step.kind].op;
}

void call_values(const struct call *call, uint64_t *values)
{
    const struct step *step = &call->step;
    const uint64_t sources[] = {
        [INDEX] = call->index,    [COUNT] = call->count,
        [MASK] = step->mask,      [NUMBER] = step->number,
        [OBJECT] = step->object,  [SIZE] = step->size_bits,
        [PAGE] = (uint64_t)step->number << KOZO_PAGE_BITS,
    };
    unsigned handles = 1;

    values[0] = call->handle[0].raw;
    for (unsigned i = 1; i < CALL_POSITIONS; i++) {
        const unsigned source = forms[step->kind].arguments[i - 1];

        values[i] = source == HANDLE ? call->handle[handles++].raw : sources[source];
    }
}

void call_begin(const struct call *call)
{
    uint64_t values[CALL_POSITIONS];

    call_values(call, values);
    trap_load_method(&universe.workers[call->step.worker]->regs, call_operation(call), values[0],
                     &values[1]);
    call_go_on(call->step.worker);
}
