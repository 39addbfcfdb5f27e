/* SPDX-License-Identifier: MIT */
/* check.h: invariants of single objects. Each panics, naming the invariant that is broken.
 * cap_check() brings every object here that a capability designates. */
#pragma once

struct thread;
struct endpoint;
struct notification;

void check_thread(const struct thread *thread);
void check_endpoint(const struct endpoint *endpoint);
void check_notification(const struct notification *notification);
