/* SPDX-License-Identifier: MIT */
/* start.h: the beginning and the end of a program. */
#pragma once

#include <kozo/runtime.h>

/* What init wrote for this program, read-only. Not for init itself. */
const struct kozo_start_info *kozo_start_info(void);

/* Called by crt0 on the first thread. libkozo's fills in kozo_runtime from start_info, calls main()
 * and exits with its result; a program that starts otherwise (init) defines its own. */
_Noreturn void kozo_enter(uint64_t argument);

/* The program. Its result is the exit code. */
int main(void);

/* End the calling thread; when it is the first one, init ends the whole program. */
_Noreturn void kozo_exit(uint64_t code);
