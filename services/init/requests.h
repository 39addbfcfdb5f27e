/* SPDX-License-Identifier: MIT */
/* requests.h: what init is asked and told. */
#pragma once

#include <kozo/serve.h>

/* The process interface, for programs; a message that claims to be from the kernel is not its. */
enum kozo_served requests_dispatch_process(void *context, struct kozo_message *message);

/* The tracing interface, for programs to which the manifest gives it. */
enum kozo_served requests_dispatch_tracing(void *context, struct kozo_message *message);

/* The fault interface, for the kernel alone: only messages that the kernel made, under a badge that
 * no program was given. */
enum kozo_served requests_dispatch_fault(void *context, struct kozo_message *message);
