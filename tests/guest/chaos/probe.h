/* SPDX-License-Identifier: MIT */
/* probe.h: what is written in frames that an attacker has mapped in its own address space: zeroes
 * when they are new, then what it wrote there itself, whichever capability it looks through. */
#pragma once

#include "model.h"

/* A frame has just been mapped: read it, and write if that is permitted. Returns NULL, or what is
 * wrong. */
const char *probe_mapped(slot_id frame, bool writable);

/* Read it again, if it can be seen. */
const char *probe_again(slot_id frame);
