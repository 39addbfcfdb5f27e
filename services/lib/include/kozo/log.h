/* SPDX-License-Identifier: MIT */
/* log.h: reports to the log service. */
#pragma once

#include <kozo/client/log.h>

/* Where kozo_log() goes from now on: what `grant` returns at that time, since init changes a grant
 * when its provider was started anew. Before the first call lines are dropped. */
void kozo_log_open(log_t (*grant)(void));

/* Append a line; what exceeds KOZO_LOG_TEXT_MAX is cut. Uses the IPC buffer. A log that does not
 * answer does not concern the caller. */
__attribute__((format(printf, 2, 3)))
void kozo_log(kozo_severity_t severity, const char *format, ...);
