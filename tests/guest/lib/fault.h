/* SPDX-License-Identifier: MIT */
/* fault.h: provoking faults and answering them. */
#pragma once

#include "worker.h"

enum fault_kind {
    FAULT_NONE,
    FAULT_PAGE,
    FAULT_EXCEPTION,
    FAULT_EXIT,
    FAULT_EXHAUSTED,
    FAULT_SYSTEM_CALL,
};

struct fault_record {
    enum fault_kind kind;
    kozo_badge_t badge;
    uint64_t address, vector, code, ip, sp;
    uint64_t consumed, until;
    uint64_t arguments[5];
};

/* Bodies of workers that touch `argument`. */
void fault_read(struct worker *self);
void fault_write(struct worker *self);
void fault_fetch(struct worker *self);

/* Wait for a fault message and note it; the answer is still owed. */
kozo_err_t fault_receive(kozo_endpoint_t handler, struct fault_record *record);

/* Give the owed answer. */
kozo_err_t fault_answer(kozo_fault_action_t action);

/* Give it by letting the thread go on somewhere else. */
kozo_err_t fault_redirect(uint64_t ip, uint64_t sp);

/* Give it with the reply right that was saved of the fault noted last. */
kozo_err_t fault_answer_saved(kozo_handle_t reply, kozo_fault_action_t action);

/* Run `body` in a worker whose faults come here, note its first one and kill it. A body that ends
 * without a fault gives FAULT_EXIT. */
void fault_provoke(void (*body)(struct worker *self), uint64_t argument,
                   struct fault_record *record);

/* A worker whose faults go to `handler` under a badge; not started. */
struct worker *fault_worker(kozo_endpoint_t handler, kozo_badge_t badge);
