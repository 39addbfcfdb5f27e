/* SPDX-License-Identifier: MIT */
/* call_kernel.c: a system call enters the kernel: through its stub and the generated decoder. */
#include <kozo/cpu.h>
#include <kozo/gen/dispatch.h>
#include <kozo/gen/handlers.h>
#include <kozo/outcome.h>
#include <kozo/sched.h>
#include <kozo/sys.h>
#include <kozo/trap_regs.h>

#include "call.h"

#define AS(type, handle) ((type){(handle).raw})

kozo_err_t call_outcome;

static unsigned entering; /* the worker that traps */

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

static kozo_status_t trap_method(uint64_t op, uint64_t self, const uint64_t *args, unsigned count,
                                 uint64_t *results)
{
    struct regs *regs = &universe.workers[entering]->regs;

    (void)count;
    trap_load_method(regs, op, self, args);
    call_go_on(entering);
    for (unsigned i = 0; i < KOZO_METHOD_RESULTS; i++) {
        results[i] = *trap_result(regs, i);
    }
    return (kozo_status_t){*trap_status(regs)};
}

host_trap_method_fn *host_trap_method = trap_method;
host_trap_message_fn *host_trap_message; /* messages come from the client alone */

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

static void trap_mapping(const struct call *call)
{
    const vaddr_t at = {(uint64_t)call->step.number << KOZO_PAGE_BITS};
    const kozo_handle_t *h = call->handle;
    uint64_t level;

    if (call->step.kind == STEP_MAP) {
        (void)kozo_aspace_map(AS(kozo_aspace_t, h[0]), AS(kozo_frame_t, h[1]), at, 0);
    } else if (call->step.kind == STEP_MAP_TABLE) {
        (void)kozo_aspace_map_table(AS(kozo_aspace_t, h[0]), AS(kozo_page_table_t, h[1]), at,
                                    &level);
    } else {
        (void)kozo_frame_unmap(AS(kozo_frame_t, h[0]));
    }
}

static void trap_thread(const struct call *call)
{
    const kozo_handle_t *h = call->handle;
    const kozo_thread_t thread = AS(kozo_thread_t, h[0]);

    if (call->step.kind == STEP_BIND) {
        (void)kozo_thread_bind(thread, AS(kozo_cnode_t, h[1]), AS(kozo_aspace_t, h[2]),
                               AS(kozo_budget_t, h[3]));
    } else if (call->step.kind == STEP_BIND_BUFFER) {
        (void)kozo_thread_bind_buffer(thread, AS(kozo_frame_t, h[1]), 0);
    } else {
        (void)kozo_thread_bind_faults(thread, AS(kozo_endpoint_t, h[1]));
    }
}

void call_begin(const struct call *call)
{
    const struct step *step = &call->step;
    const kozo_handle_t *h = call->handle;
    const kozo_cnode_t cnode = AS(kozo_cnode_t, h[0]);
    kozo_handle_t made;
    kozo_info_t info;
    kozo_badge_t badge;
    kozo_relation_t relation;

    entering = step->worker;
    switch (step->kind) {
    case STEP_COPY:
        (void)kozo_cnode_copy(cnode, call->index, h[1], (kozo_rights_t)step->mask, &made);
        break;
    case STEP_MINT:
        (void)kozo_cnode_mint(cnode, call->index, h[1], (kozo_rights_t)step->mask, step->number,
                              &made);
        break;
    case STEP_MOVE:
        (void)kozo_cnode_move(cnode, call->index, h[1], &made);
        break;
    case STEP_SAVE_REPLY:
        (void)kozo_cnode_save_reply(cnode, call->index, &made);
        break;
    case STEP_INSPECT:
        (void)kozo_cnode_inspect(cnode, call->index, &info, &badge, &made);
        break;
    case STEP_VERIFY:
        (void)kozo_any_verify(h[0], h[1], &relation);
        break;
    case STEP_DELETE:
        (void)kozo_any_delete(h[0]);
        break;
    case STEP_REVOKE:
        (void)kozo_any_revoke(h[0]);
        break;
    case STEP_IDENTIFY:
        (void)kozo_any_identify(h[0], &info, &badge);
        break;
    case STEP_RETYPE:
        (void)kozo_untyped_retype(AS(kozo_untyped_t, h[0]), (kozo_object_t)step->object,
                                  (uint8_t)step->size_bits, (uint16_t)call->count,
                                  AS(kozo_cnode_t, h[1]), call->index, &made);
        break;
    case STEP_DERIVE_PORTS:
        (void)kozo_io_port_derive(AS(kozo_io_port_t, h[0]), (uint16_t)step->number, call->count,
                                  AS(kozo_cnode_t, h[1]), call->index, &made);
        break;
    case STEP_BIND:
    case STEP_BIND_BUFFER:
    case STEP_BIND_FAULTS:
        trap_thread(call);
        break;
    default:
        trap_mapping(call);
    }
}
