/* SPDX-License-Identifier: MIT */
/* run_queue.h: ready budgets of one CPU; all operations are O(1). */
#pragma once

#include <kozo/cpu.h>

/* Make a budget that is in no queue READY, behind or before the others of its priority. */
void run_queue_append(struct run_queue *queue, struct budget *budget);
void run_queue_prepend(struct run_queue *queue, struct budget *budget);

/* Take a READY budget out; it becomes IDLE. */
void run_queue_remove(struct run_queue *queue, struct budget *budget);

/* The first budget of the highest priority, or NULL. */
struct budget *run_queue_first(const struct run_queue *queue);
