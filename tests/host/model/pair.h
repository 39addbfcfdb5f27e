/* SPDX-License-Identifier: MIT */
/* pair.h: a world of threads twice: in the kernel's memory, and as the model of ref.h. They share
 * one CNode, one address space, and numbers of objects. Thread 0 has the lowest priority, is never
 * stopped, and makes what is gone. */
#pragma once

#include <kozo/budget.h>
#include <kozo/cnode.h>
#include <kozo/endpoint.h>
#include <kozo/notification.h>
#include <kozo/thread.h>

#include "act.h"
#include "ref.h"

enum {
    PAIR_ROOT = 1, /* slots: the CNode itself, */
    PAIR_ASPACE = 2,
    PAIR_KEEPER = 3,        /* thread 0, */
    PAIR_KEEPER_BUDGET = 4, /* and its budget, which has the highest ceiling */
    PAIR_FPU = 5,    /* a frame for what it holds, */
    PAIR_FRAMES = 6, /* and those of buffers */
    PAIR_OBJECTS = 64, /* threads from 1 on, budgets from 1 on, endpoints, notifications */
};

struct pair {
    const struct scene *scene;
    struct cnode *root;
    uint32_t first_budget, first_endpoint, first_notification, first_spare, slots;
};

extern struct pair pair;

void pair_start(const struct scene *scene);

struct cap_slot *pair_slot(uint32_t index);
struct thread *pair_thread(unsigned number);
struct budget *pair_budget(unsigned number);
struct endpoint *pair_endpoint(unsigned number);
struct notification *pair_notification(unsigned number);

/* Make in both what belongs into the slot, if it is gone. A thread gets the budget in slot `other`,
 * a handler of faults if there is an endpoint in slot `index`, and a buffer, and starts. A budget
 * is configured. */
void pair_make(const struct act *act);

/* Take away in both what the thread in a slot has of address space, CNode and buffer. */
void pair_lose(const struct act *act);

/* Give the current thread, in both, the registers and the buffer of the act. */
void act_load(const struct act *act, struct thread *thread);

/* The kernel's world, to return to it. */
void pair_save(void);
void pair_restore(void);

/* The model finds those that wait by way of CNodes in the order in which the kernel does. */
void pair_take_order(void);

/* Where kernel and model differ, or NULL. */
const char *pair_difference(void);

/* Panic if an invariant is broken. */
void pair_walk(void);
