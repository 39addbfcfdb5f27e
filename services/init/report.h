/* SPDX-License-Identifier: MIT */
/* report.h: init's own words, on the kernel's serial line. init never calls a service, since every
 * service may be waiting for init. */
#pragma once

/* Write "init: ", the text and a line end; longer lines are cut. */
__attribute__((format(printf, 1, 2)))
void report(const char *format, ...);
