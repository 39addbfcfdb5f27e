/* SPDX-License-Identifier: MIT */
/* register.c: registration with the names service. */
#include <kozo/register.h>

#include <kozo/slots.h>
#include <kozo/start.h>
#include <kozo/sys.h>

kozo_err_t kozo_register(names_t names, const char *name)
{
    kozo_slot_index_t slot;
    kozo_err_t error = kozo_slot_alloc(&slot);
    if (error != KOZO_OK)
        return error;
    kozo_handle_t sender;
    error = kozo_cnode_copy(kozo_runtime.cnode, slot, (kozo_handle_t){kozo_start_info()->endpoint},
                            KOZO_ENDPOINT_RIGHT_SEND, &sender);
    if (error != KOZO_OK) {
        kozo_slot_free(slot);
        return error;
    }
    error = names_register(names, name, (kozo_endpoint_t){sender.raw});
    kozo_err_t dropped = kozo_drop(sender);
    return error != KOZO_OK ? error : dropped;
}
