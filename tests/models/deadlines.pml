/* SPDX-License-Identifier: MIT */
/* A deadline, for what it makes of a wait. */
#define DEADLINE_NEVER 0
#define DEADLINE_LATER 1
#define DEADLINE_POLL 2
#define DEADLINE_PASSED 3
