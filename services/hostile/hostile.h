/* SPDX-License-Identifier: MIT */
/* hostile.h: programs that misbehave on purpose. One image; the name in start_info chooses. */
#pragma once

#include <kozo/abi.h>

/* Write "hostile: NAME: ..." to the console and to the log. */
__attribute__((format(printf, 1, 2)))
void say(const char *format, ...);

/* Something was tried and `got` came back: tell "survived: ERROR", or "FAILED: WHAT ...". */
void expect(const char *what, kozo_err_t got, kozo_err_t wanted);

/* Attempts that end the program: none returns. */
void fatal_null(void);
void fatal_kernel(void);
void fatal_code(void);
void fatal_execute(void);
void fatal_cli(void);
void fatal_hlt(void);
void fatal_port(void);
void fatal_fpu(void);
void fatal_stack(void);
void fatal_loop(void);

/* Attempts that the kernel or a server refuses. */
void refused_operation(void);
void refused_handles(void);
void refused_tags(void);
void refused_buffer(void);
void refused_neighbour(void);

/* Attempts on what keeps the program alive. */
void mess_handler(void);
void mess_suicide(void);
void mess_exit(void);
void mess_reader(void);
void mess_deaf(void);
void mess_restless(void);
