/* SPDX-License-Identifier: MIT */
/* firmware.c: the one variable that all parts of the loader share. */
#include "firmware.h"

struct firmware firmware;
