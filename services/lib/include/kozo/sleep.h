/* SPDX-License-Identifier: MIT */
/* sleep.h: waiting for nothing but time. */
#pragma once

#include <kozo/abi.h>

/* Wait for `duration`, on the calling thread alone. The first call makes a notification.
 * Returns: OK; what kozo_make() returns, at once. */
kozo_err_t kozo_sleep(kozo_duration_t duration);
