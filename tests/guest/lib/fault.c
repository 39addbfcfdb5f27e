/* SPDX-License-Identifier: MIT */
/* fault.c: provoking, noting and answering faults. */
#include "fault.h"

#include <kozo/server/fault.h>

/* What the bodies of the generated dispatcher note. */
static struct fault_record *noted;
static struct kozo_message pending;

static kozo_err_t fault_serve_page(void *context, kozo_badge_t badge, vaddr_t address,
                                   uint64_t code, vaddr_t ip, vaddr_t sp,
                                   kozo_fault_action_t *action, vaddr_t *ip_out, vaddr_t *sp_out)
{
    (void)context, (void)ip_out, (void)sp_out;
    *noted = (struct fault_record){.kind = FAULT_PAGE, .badge = badge, .address = address.raw,
                                   .code = code, .ip = ip.raw, .sp = sp.raw};
    *action = KOZO_FAULT_ACTION_KILL;
    return KOZO_OK;
}

static kozo_err_t fault_serve_exception(void *context, kozo_badge_t badge, uint8_t vector,
                                        uint64_t code, vaddr_t ip, vaddr_t sp,
                                        kozo_fault_action_t *action, vaddr_t *ip_out,
                                        vaddr_t *sp_out)
{
    (void)context, (void)ip_out, (void)sp_out;
    *noted = (struct fault_record){.kind = FAULT_EXCEPTION, .badge = badge, .vector = vector,
                                   .code = code, .ip = ip.raw, .sp = sp.raw};
    *action = KOZO_FAULT_ACTION_KILL;
    return KOZO_OK;
}

static kozo_err_t fault_serve_exhausted(void *context, kozo_badge_t badge, kozo_duration_t consumed,
                                        kozo_deadline_t until, kozo_fault_action_t *action,
                                        vaddr_t *ip, vaddr_t *sp)
{
    (void)context, (void)ip, (void)sp;
    *noted = (struct fault_record){.kind = FAULT_EXHAUSTED, .badge = badge, .consumed = consumed,
                                   .until = until};
    *action = KOZO_FAULT_ACTION_RESUME;
    return KOZO_OK;
}

static kozo_err_t fault_serve_system_call(void *context, kozo_badge_t badge, uint64_t number,
                                          uint64_t argument0, uint64_t argument1,
                                          uint64_t argument2, uint64_t argument3,
                                          uint64_t argument4, kozo_fault_action_t *action,
                                          vaddr_t *ip, vaddr_t *sp)
{
    (void)context, (void)ip, (void)sp;
    *noted = (struct fault_record){
        .kind = FAULT_SYSTEM_CALL, .badge = badge, .code = number,
        .arguments = {argument0, argument1, argument2, argument3, argument4}};
    *action = KOZO_FAULT_ACTION_KILL;
    return KOZO_OK;
}

static kozo_err_t fault_serve_exit(void *context, kozo_badge_t badge, uint64_t code,
                                   kozo_fault_action_t *action, vaddr_t *ip, vaddr_t *sp)
{
    (void)context, (void)ip, (void)sp;
    *noted = (struct fault_record){.kind = FAULT_EXIT, .badge = badge, .code = code};
    *action = KOZO_FAULT_ACTION_KILL;
    return KOZO_OK;
}

kozo_err_t fault_receive(kozo_endpoint_t handler, struct fault_record *record)
{
    *record = (struct fault_record){.kind = FAULT_NONE};
    noted = record;
    pending.tag = kozo_tag_make(0, 0, KOZO_TAG_FLAG_DEADLINE, 0, 0);
    pending.deadline = now_ns() + 1000 * MILLISECOND_NS;
    const kozo_err_t error = kozo_endpoint_receive(handler, &pending);

    if (error == KOZO_OK) {
        CHECK((kozo_tag_flags(pending.tag) & KOZO_TAG_FLAG_KERNEL) != 0);
        CHECK_EQUAL(fault_dispatch(NULL, &pending), KOZO_SERVED);
    }
    return error;
}

kozo_err_t fault_answer(kozo_fault_action_t action)
{
    pending.words[0] = action;
    return kozo_reply_send(&pending);
}

kozo_err_t fault_redirect(uint64_t ip, uint64_t sp)
{
    pending.words[1] = ip;
    pending.words[2] = sp;
    return fault_answer(KOZO_FAULT_ACTION_REDIRECT);
}

kozo_err_t fault_answer_saved(kozo_handle_t reply, kozo_fault_action_t action)
{
    pending.reply = reply;
    pending.tag = kozo_tag_make(kozo_tag_interface(pending.tag), kozo_tag_label(pending.tag),
                                KOZO_TAG_FLAG_SAVED_REPLY, 0, kozo_tag_words(pending.tag));
    return fault_answer(action);
}

struct worker *fault_worker(kozo_endpoint_t handler, kozo_badge_t badge)
{
    struct worker *worker = worker_new(PRIORITY_WORKER);
    const kozo_endpoint_t badged =
        AS(endpoint, mint(KOZO_ANY(handler), KOZO_ENDPOINT_RIGHT_SEND, badge));

    NEED(kozo_thread_bind_faults(worker->thread, badged));
    return worker;
}

void fault_provoke(void (*body)(struct worker *self), uint64_t argument,
                   struct fault_record *record)
{
    const kozo_endpoint_t handler = MAKE_ENDPOINT();
    struct worker *worker = fault_worker(handler, 321);

    worker->argument = argument;
    worker_start(worker, body);
    CHECK_OK(fault_receive(handler, record));
    CHECK_EQUAL(record->badge, 321);
    CHECK_OK(fault_answer(KOZO_FAULT_ACTION_KILL));
    CHECK_EQUAL(worker_state(worker), KOZO_THREAD_STATE_DEAD);
    worker_forget(worker);
}

void fault_read(struct worker *self)
{
    self->message.words[0] = *(volatile uint64_t *)self->argument;
}

void fault_write(struct worker *self)
{
    *(volatile uint64_t *)self->argument = 99;
}

void fault_fetch(struct worker *self)
{
    ((void (*)(void))self->argument)();
}
