/* SPDX-License-Identifier: MIT */
/* install_run.c: the proof of the installation of a run of capabilities, on the kernel's own
 * source. */
#define KOZO_PARANOID
#include "install_run.h"
#include "../../../kernel/cap/cap.c"
