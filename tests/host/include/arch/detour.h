/* SPDX-License-Identifier: MIT */
/* detour.h: on the host, where there is a vector unit, a detour is a plain call. */
#pragma once

#include <kozo/compiler.h>

#define DETOUR NOINLINE
#define TAKE_DETOUR(function, a, d) function(a, 0, 0, d)
#define TAKE_DETOUR_IF(function, a, b) function(a, b)
