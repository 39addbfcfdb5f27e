/* SPDX-License-Identifier: MIT */
/* sleep.c: a wait for a notification that nobody signals. */
#include <kozo/sleep.h>

#include <kozo/clock.h>
#include <kozo/memory.h>
#include <kozo/sys.h>

static kozo_notification_t silent;

kozo_err_t kozo_sleep(kozo_duration_t duration)
{
    if (silent.raw == 0) {
        kozo_handle_t handle;
        kozo_err_t error = kozo_make(KOZO_OBJECT_NOTIFICATION, KOZO_NOTIFICATION_SIZE_BITS,
                                     &handle);
        if (error != KOZO_OK)
            return error;
        silent = (kozo_notification_t){handle.raw};
    }
    uint64_t bits;
    (void)kozo_notification_wait(silent, kozo_now_ns() + duration, &bits);
    return KOZO_OK;
}
